package dev.admitone.gateway.limits;

import java.time.Duration;

/**
 * The state of a bucket after a call.
 *
 * @param admitted whether the bucket had a token for the call
 * @param remaining how many calls it would admit now
 * @param untilFull after how long the bucket is full again
 * @param untilNext after how long it admits a call; zero if this one was admitted
 */
public record BucketState(
    Policy policy, boolean admitted, long remaining, Duration untilFull, Duration untilNext) {}
