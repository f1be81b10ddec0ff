package dev.admitone.ops.statistics.counts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it is counted.
 *
 * @param requestId the request that was decided
 * @param code the canonical code
 * @param user null for operators' commands
 * @param outcome the outcome; of a refusal its reason
 * @param isRefused whether it is a refusal
 * @param at when it was decided: the append time of its request
 * @param partition of the request
 * @param offset of the request
 */
public record Decided(
    String requestId,
    String code,
    @Nullable String user,
    String outcome,
    boolean isRefused,
    Instant at,
    int partition,
    long offset) {}
