package dev.admitone.processor.redemption;

import java.time.Instant;

/**
 * What this process last compared ledger and log on. A move of places is valid for nothing else.
 *
 * @param topicId the id of the requests topic
 * @param serverStartedAt when the database's server process started
 */
public record ComparedOn(String topicId, Instant serverStartedAt) {}
