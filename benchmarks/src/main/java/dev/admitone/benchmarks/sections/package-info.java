/** The sections of a run: what each measures, in which order, how long, and how often. */
@NullMarked
package dev.admitone.benchmarks.sections;

import org.jspecify.annotations.NullMarked;
