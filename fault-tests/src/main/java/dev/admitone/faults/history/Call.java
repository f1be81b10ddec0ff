package dev.admitone.faults.history;

import java.time.Duration;
import java.time.Instant;

/**
 * A call of a client to redeem a code, as it began. A call that is sent again is a call of its own.
 *
 * @param number names it in the history
 * @param key its Idempotency-Key: calls with the same one are the same request
 * @param waitMax what the client said that it would wait
 * @param gateway which service was called
 */
public record Call(
    long number,
    String key,
    String code,
    String userId,
    Instant begunAt,
    Duration waitMax,
    String gateway) {}
