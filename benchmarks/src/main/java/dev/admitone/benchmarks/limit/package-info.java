/** What the database can take at most: the same rows, nothing decided. */
@NullMarked
package dev.admitone.benchmarks.limit;

import org.jspecify.annotations.NullMarked;
