/** What is counted and detected, over stores of keys and values. It knows no topic. */
@NullMarked
package dev.admitone.ops.statistics.counts;

import org.jspecify.annotations.NullMarked;
