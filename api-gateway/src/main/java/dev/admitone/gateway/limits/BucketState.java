package dev.admitone.gateway.limits;

import java.time.Duration;

/**
 * How somebody's bucket stands after a call.
 *
 * @param admitted whether there was room for the call
 * @param remaining how many calls there is room for now
 * @param untilFull after how long the bucket is full again
 * @param untilNext after how long there is room for a call; nothing where it was admitted
 */
public record BucketState(
    Policy policy, boolean admitted, long remaining, Duration untilFull, Duration untilNext) {}
