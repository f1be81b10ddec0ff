/** Hand-made histories, good and bad, for each promise. */
@NullMarked
package dev.admitone.faults.checker;

import org.jspecify.annotations.NullMarked;
