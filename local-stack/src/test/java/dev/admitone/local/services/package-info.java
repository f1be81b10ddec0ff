/** Tests of what leads to the services of a stack. */
@NullMarked
package dev.admitone.local.services;

import org.jspecify.annotations.NullMarked;
