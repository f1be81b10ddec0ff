/** Measures the product on a log that is already there. */
@NullMarked
package dev.admitone.benchmarks.drain;

import org.jspecify.annotations.NullMarked;
