/** Tests of the benchmark's own parts. */
@NullMarked
package dev.admitone.benchmarks;

import org.jspecify.annotations.NullMarked;
