/** Tests of the statistics. */
@NullMarked
package dev.admitone.ops.statistics.stream;

import org.jspecify.annotations.NullMarked;
