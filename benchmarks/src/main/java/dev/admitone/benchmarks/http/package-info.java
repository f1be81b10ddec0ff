/**
 * Load over HTTP at arrival times that are fixed beforehand, and the baseline that it is compared
 * with.
 */
@NullMarked
package dev.admitone.benchmarks.http;

import org.jspecify.annotations.NullMarked;
