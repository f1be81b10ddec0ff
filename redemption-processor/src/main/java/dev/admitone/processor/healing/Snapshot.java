package dev.admitone.processor.healing;

import dev.admitone.processor.redemption.Invite;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invite as the invites topic has it.
 *
 * @param maxUses null means unlimited
 * @param publishedAt when the broker took it
 */
public record Snapshot(
    UUID inviteId,
    String code,
    @Nullable Long maxUses,
    long currentUses,
    @Nullable Instant startsAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    long version,
    Instant publishedAt) {

  /**
   * The invite without its uses. The topic does not know its creator, and of its creation only that
   * it was before the snapshot.
   */
  Invite withoutUses(long itsVersion) {
    return new Invite(
        inviteId,
        code,
        maxUses,
        0,
        startsAt,
        expiresAt,
        revokedAt,
        null,
        publishedAt,
        itsVersion,
        publishedAt);
  }

  /** Whether limit and validity are the invite's. */
  boolean isDefinedAs(Invite invite) {
    return Objects.equals(maxUses, invite.maxUses())
        && Objects.equals(startsAt, toMillis(invite.startsAt()))
        && Objects.equals(expiresAt, toMillis(invite.expiresAt()))
        && Objects.equals(revokedAt, toMillis(invite.revokedAt()));
  }

  /** The invite with this snapshot's limit and validity. */
  Invite define(Invite invite, long itsVersion) {
    return new Invite(
        invite.id(),
        code,
        maxUses,
        invite.currentUses(),
        startsAt,
        expiresAt,
        revokedAt,
        invite.createdBy(),
        invite.createdAt(),
        itsVersion,
        publishedAt);
  }

  /** The topic's times have milliseconds, those that SQL set may have more. */
  private static @Nullable Instant toMillis(@Nullable Instant time) {
    return time == null ? null : Instant.ofEpochMilli(time.toEpochMilli());
  }
}
