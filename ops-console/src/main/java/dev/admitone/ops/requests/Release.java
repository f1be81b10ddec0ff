package dev.admitone.ops.requests;

import java.time.Instant;
import java.util.UUID;

/**
 * That the use which a request got was given back.
 *
 * @param requestId of the request that gave it back
 */
public record Release(UUID requestId, String releasedBy, String reason, Instant releasedAt) {}
