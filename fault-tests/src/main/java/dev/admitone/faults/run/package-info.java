/** A run: environment, load, faults, recovery and verdict. What {@code ./admit faults} starts. */
@NullMarked
package dev.admitone.faults.run;

import org.jspecify.annotations.NullMarked;
