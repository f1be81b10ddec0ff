/** The highest rate of the database: the same rows, without decisions. */
@NullMarked
package dev.admitone.benchmarks.limit;

import org.jspecify.annotations.NullMarked;
