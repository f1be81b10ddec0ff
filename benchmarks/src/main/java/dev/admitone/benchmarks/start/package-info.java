/** How long the whole stack takes from built to ready. */
@NullMarked
package dev.admitone.benchmarks.start;

import org.jspecify.annotations.NullMarked;
