/** The steps of a section, and how far they are. */
@NullMarked
package dev.admitone.benchmarks.steps;

import org.jspecify.annotations.NullMarked;
