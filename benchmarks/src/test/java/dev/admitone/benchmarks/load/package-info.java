/** Tests of the benchmark's own parts. */
@NullMarked
package dev.admitone.benchmarks.load;

import org.jspecify.annotations.NullMarked;
