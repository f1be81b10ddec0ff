package dev.admitone.gateway.invites;

import dev.admitone.schemas.avro.RefusalReason;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An invite as this gateway knows it.
 *
 * @param code canonical
 * @param maxUses null means unlimited; may be below currentUses: then no further use is granted
 * @param currentUses how often it is used
 * @param startsAt null means valid from the beginning
 * @param expiresAt null means that it never expires; from this instant on it has
 * @param revokedAt null means not revoked
 * @param definitionVersion the version of limit and validity; the uses may be of a later one
 */
public record Invite(
    String code,
    @Nullable Long maxUses,
    long currentUses,
    @Nullable Instant startsAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    long definitionVersion) {

  /** How many uses are left; null means unlimited. */
  public @Nullable Long remainingUses() {
    return maxUses == null ? null : Math.max(0, maxUses - currentUses);
  }

  /** Why it could not be redeemed at that time: the first reason in the order of precedence. */
  public Optional<RefusalReason> refusalAt(Instant time) {
    if (revokedAt != null) {
      return Optional.of(RefusalReason.REVOKED);
    }
    if (startsAt != null && time.isBefore(startsAt)) {
      return Optional.of(RefusalReason.NOT_YET_VALID);
    }
    if (expiresAt != null && !time.isBefore(expiresAt)) {
      return Optional.of(RefusalReason.EXPIRED);
    }
    if (maxUses != null && currentUses >= maxUses) {
      return Optional.of(RefusalReason.EXHAUSTED);
    }
    return Optional.empty();
  }
}
