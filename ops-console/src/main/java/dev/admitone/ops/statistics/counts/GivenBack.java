package dev.admitone.ops.statistics.counts;

import java.time.Instant;

/**
 * A use that was given back.
 *
 * @param user the user that had it
 * @param grantedAt when it was granted
 */
public record GivenBack(String user, Instant grantedAt) {}
