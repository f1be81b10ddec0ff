/** What {@code ./admit bench} runs: the plan of a run, its steps, and the figures they bring. */
@NullMarked
package dev.admitone.benchmarks;

import org.jspecify.annotations.NullMarked;
