package dev.admitone.gateway.limits;

import java.time.Duration;

/**
 * A kind of bucket.
 *
 * @param name as callers see it
 * @param burst how many calls a full bucket holds
 * @param refill after how long an empty one is full again
 */
public record Policy(String name, long burst, Duration refill) {}
