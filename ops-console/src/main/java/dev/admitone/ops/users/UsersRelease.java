package dev.admitone.ops.users;

import java.time.Instant;
import java.util.UUID;

/**
 * A use that a user had and that an operator gave back.
 *
 * @param requestId of the request that gave it back
 * @param useId the id of the request that had got the use
 * @param releasedBy the operator
 * @param reason why, in the operator's words
 */
public record UsersRelease(
    UUID requestId,
    UUID useId,
    String code,
    Instant usedAt,
    String releasedBy,
    String reason,
    Instant releasedAt) {}
