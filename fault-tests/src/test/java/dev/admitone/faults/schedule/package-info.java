/** Tests. */
@NullMarked
package dev.admitone.faults.schedule;

import org.jspecify.annotations.NullMarked;
