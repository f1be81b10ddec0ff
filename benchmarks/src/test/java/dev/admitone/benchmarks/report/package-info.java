/** Tests of the benchmark's own parts. */
@NullMarked
package dev.admitone.benchmarks.report;

import org.jspecify.annotations.NullMarked;
