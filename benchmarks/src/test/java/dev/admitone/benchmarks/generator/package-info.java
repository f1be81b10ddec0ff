/** Tests of the benchmark's own parts. */
@NullMarked
package dev.admitone.benchmarks.generator;

import org.jspecify.annotations.NullMarked;
