package dev.admitone.ops.statistics.counts;

import java.time.Duration;

/**
 * How much is kept, and what is unusual.
 *
 * @param minutesKept for how long minutes are kept
 * @param hoursKept for how long hours are kept; later decisions than that are passed over
 * @param codesMax how many codes a slot has at most; all others are counted together
 * @param usersMax how many users are kept one by one, over all hours
 * @param refusalsMin how many refusals for one reason a minute has at least, to be a spike
 * @param refusalsFactor how many times as many as in the mean of the hour before
 * @param codesTried with how many codes a user is refused within an hour, to be a spike
 * @param usersRefused how many users a code is refused to within an hour, to be a spike
 * @param alertsKept for how long an alert is kept
 */
public record Limits(
    Duration minutesKept,
    Duration hoursKept,
    int codesMax,
    int usersMax,
    int refusalsMin,
    int refusalsFactor,
    int codesTried,
    int usersRefused,
    Duration alertsKept) {}
