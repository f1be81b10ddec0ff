/** The figures that matter, taken from those of all sections of a run. */
@NullMarked
package dev.admitone.benchmarks.summary;

import org.jspecify.annotations.NullMarked;
