/**
 * Load over HTTP from one thread, at arrival times that are fixed beforehand or as fast as
 * possible.
 */
@NullMarked
package dev.admitone.benchmarks.generator;

import org.jspecify.annotations.NullMarked;
