package dev.admitone.processor.redemption;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invite as it stands at one offset of its lane.
 *
 * @param id the id of the request that created it
 * @param maxUses null means unlimited; may be below currentUses: then no further use is granted
 * @param currentUses the number of its uses in the ledger, always
 * @param version grows by one with each change
 */
public record Invite(
    UUID id,
    String code,
    @Nullable Long maxUses,
    long currentUses,
    @Nullable Instant startsAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable String createdBy,
    Instant createdAt,
    long version,
    Instant changedAt) {

  /** The version of an invite that was never changed. */
  public static final long FIRST_VERSION = 1;

  /** The invite that the request creates. */
  public static Invite created(Request request, Command.CreateInvite command) {
    return new Invite(
        request.id(),
        request.code(),
        command.maxUses(),
        0,
        command.startsAt(),
        command.expiresAt(),
        null,
        command.createdBy(),
        request.appendedAt(),
        FIRST_VERSION,
        request.appendedAt());
  }

  /** The invite after the change. */
  public Invite changed(Command.ChangeInvite command, Instant at) {
    Instant revoked =
        command.revoked().changes()
            ? (Boolean.TRUE.equals(command.revoked().value()) ? firstRevokedAt(at) : null)
            : revokedAt;
    return new Invite(
        id,
        code,
        command.maxUses().applyTo(maxUses),
        currentUses,
        command.startsAt().applyTo(startsAt),
        command.expiresAt().applyTo(expiresAt),
        revoked,
        createdBy,
        createdAt,
        version + 1,
        at);
  }

  Invite withUses(long uses, Instant at) {
    return new Invite(
        id,
        code,
        maxUses,
        uses,
        startsAt,
        expiresAt,
        revokedAt,
        createdBy,
        createdAt,
        version + 1,
        at);
  }

  /** The same under another version. */
  public Invite withVersion(long itsVersion) {
    return new Invite(
        id,
        code,
        maxUses,
        currentUses,
        startsAt,
        expiresAt,
        revokedAt,
        createdBy,
        createdAt,
        itsVersion,
        changedAt);
  }

  /** Whether it has more uses than its limit allows: the limit was lowered. */
  public boolean isOverLimit() {
    return maxUses != null && currentUses > maxUses;
  }

  boolean isExhausted() {
    return maxUses != null && currentUses >= maxUses;
  }

  boolean isValidFrom(Instant time) {
    return startsAt == null || !time.isBefore(startsAt);
  }

  boolean isExpiredAt(Instant time) {
    return expiresAt != null && !time.isBefore(expiresAt);
  }

  private Instant firstRevokedAt(Instant at) {
    return revokedAt == null ? at : revokedAt;
  }
}
