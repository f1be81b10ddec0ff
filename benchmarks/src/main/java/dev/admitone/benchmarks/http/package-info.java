/**
 * The procedure that all contenders go through: until it is steady, at most, and at fixed rates.
 */
@NullMarked
package dev.admitone.benchmarks.http;

import org.jspecify.annotations.NullMarked;
