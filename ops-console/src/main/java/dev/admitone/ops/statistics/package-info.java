/**
 * What results say over time: counts by minute and hour, users, and what is unusual. The
 * computation alone; {@link dev.admitone.ops.statistics.StatisticsTopology} has all of it.
 */
@NullMarked
package dev.admitone.ops.statistics;

import org.jspecify.annotations.NullMarked;
