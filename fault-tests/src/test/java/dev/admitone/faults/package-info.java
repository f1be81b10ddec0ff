/** Rules for the packages of this module. */
@NullMarked
package dev.admitone.faults;

import org.jspecify.annotations.NullMarked;
