/** Tests of the statistics. */
@NullMarked
package dev.admitone.ops.statistics;

import org.jspecify.annotations.NullMarked;
