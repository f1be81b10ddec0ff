package dev.admitone.processor.redemption;

import java.time.Instant;
import java.util.UUID;

/**
 * A user's use of an invite.
 *
 * @param id the request that redeemed it
 */
public record Use(UUID id, UUID inviteId, String userId, Instant usedAt) {

  /** What is unique: a user has at most one use of an invite. */
  public record Key(UUID inviteId, String userId) {}

  /** What is unique about it. */
  public Key key() {
    return new Key(inviteId, userId);
  }

  /** The same use of the user under the pseudonym. */
  Use under(String pseudonym) {
    return new Use(id, inviteId, pseudonym, usedAt);
  }
}
