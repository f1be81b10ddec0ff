package dev.admitone.processor.redemption;

import java.time.Instant;

/**
 * A record of the requests topic that names itself: no other record of the topic has both.
 *
 * @param appendedAt when the broker took it
 */
public record LastRecord(long offset, Instant appendedAt) {}
