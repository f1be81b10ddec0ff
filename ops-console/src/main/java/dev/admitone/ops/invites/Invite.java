package dev.admitone.ops.invites;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.history.InviteName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invite as the ledger has it.
 *
 * @param state at the time of the response
 * @param maxUses null: unlimited
 * @param remainingUses null: unlimited
 * @param createdBy null: SQL made it without a name
 * @param changedAt when a request or SQL changed it last
 * @param version grows with each change
 * @param requestId of the request that created it, unless SQL did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Invite(
    String code,
    InviteState state,
    @Nullable Long maxUses,
    long currentUses,
    @Nullable Long remainingUses,
    @Nullable Instant startsAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable String createdBy,
    Instant createdAt,
    Instant changedAt,
    long version,
    UUID requestId) {

  /** Its id is that of the request that created it. */
  InviteName name() {
    return new InviteName(requestId, code);
  }
}
