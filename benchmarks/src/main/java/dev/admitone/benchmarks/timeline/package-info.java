/** The way of one call through all parts of the product, by the clock of the flight recorder. */
@NullMarked
package dev.admitone.benchmarks.timeline;

import org.jspecify.annotations.NullMarked;
