/** Tests of the benchmark's own parts. */
@NullMarked
package dev.admitone.benchmarks.http;

import org.jspecify.annotations.NullMarked;
