package dev.admitone.ops.changes;

import dev.admitone.ops.problem.RefusedCallException;
import java.time.Instant;
import java.util.stream.Stream;

/** What is to change about an invite. */
public record InvitePatch(
    Patch<Long> maxUses,
    Patch<Instant> startsAt,
    Patch<Instant> expiresAt,
    Patch<Boolean> revoked) {

  /**
   * Checks it.
   *
   * @throws RefusedCallException if it changes nothing, or to what cannot be
   */
  public InvitePatch {
    if (Stream.of(maxUses, startsAt, expiresAt, revoked).noneMatch(Patch::given)) {
      throw RefusedCallException.invalid(
          "The call must have at least one of maxUses, startsAt, expiresAt and revoked");
    }
    if (revoked.given() && revoked.value() == null) {
      throw RefusedCallException.invalid("revoked must be true or false");
    }
    Values.maxUses(maxUses.value());
    Values.requirePeriod(startsAt.value(), expiresAt.value());
  }

  /** Revokes the invite and changes nothing else. */
  static InvitePatch revocation() {
    return new InvitePatch(Patch.absent(), Patch.absent(), Patch.absent(), Patch.of(true));
  }
}
