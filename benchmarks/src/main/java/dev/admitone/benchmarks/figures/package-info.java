/** The figures of a run: as they are measured, and as JSON. */
@NullMarked
package dev.admitone.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
