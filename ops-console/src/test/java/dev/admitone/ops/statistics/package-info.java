/** Tests of what is counted and detected. */
@NullMarked
package dev.admitone.ops.statistics;

import org.jspecify.annotations.NullMarked;
