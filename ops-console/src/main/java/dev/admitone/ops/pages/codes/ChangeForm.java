package dev.admitone.ops.pages.codes;

import dev.admitone.ops.changes.Cause;
import dev.admitone.ops.changes.InvitePatch;
import dev.admitone.ops.changes.Patch;
import dev.admitone.ops.invites.Invite;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.security.Operator;
import dev.admitone.ops.web.Parameters;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * A form that changes a code, as it came. Beside each value stands the one that the operator saw:
 * of two operators with the same form, the second one changes nothing that the first one has
 * changed.
 *
 * @param maxUses empty: unlimited
 * @param startsAt empty: valid from the beginning
 * @param expiresAt empty: it never expires
 * @param seenMaxUses the limit when the form was made
 * @param seenStartsAt the begin when the form was made
 * @param seenExpiresAt the end when the form was made
 * @param useId the request whose use is given back
 * @param reason why
 * @param confirmed whether the operator has marked the confirmation
 * @param key the same for each try of the form
 */
record ChangeForm(
    @Nullable String code,
    @Nullable String maxUses,
    @Nullable String startsAt,
    @Nullable String expiresAt,
    @Nullable String seenMaxUses,
    @Nullable String seenStartsAt,
    @Nullable String seenExpiresAt,
    @Nullable String useId,
    @Nullable String reason,
    @Nullable String confirmed,
    @Nullable String key) {

  /**
   * The operator that changes something, and the reason.
   *
   * @throws RefusedCallException if the form has no reason, or was not confirmed
   */
  Cause cause(Authentication operator) {
    if (!"yes".equals(confirmed)) {
      throw RefusedCallException.invalid("Mark the confirmation, and send the form again");
    }
    return new Cause(
        Operator.of(operator),
        Parameters.reason(reason == null ? null : reason.strip()),
        key == null || key.isEmpty() ? Optional.empty() : Parameters.optionalKey(key));
  }

  /** Whether the code has other values than the operator saw. */
  boolean differs(Invite invite) {
    return !same(limit(seenMaxUses), invite.maxUses())
        || !same(time("startsAt", seenStartsAt), millis(invite.startsAt()))
        || !same(time("expiresAt", seenExpiresAt), millis(invite.expiresAt()));
  }

  /** What the operator changed in the form; empty: nothing. */
  Optional<InvitePatch> patch() {
    Patch<Long> uses = patch(limit(maxUses), limit(seenMaxUses));
    Patch<Instant> begin = patch(time("startsAt", startsAt), time("startsAt", seenStartsAt));
    Patch<Instant> end = patch(time("expiresAt", expiresAt), time("expiresAt", seenExpiresAt));
    return uses.given() || begin.given() || end.given()
        ? Optional.of(new InvitePatch(uses, begin, end, Patch.absent()))
        : Optional.empty();
  }

  /** Null: unlimited. */
  @Nullable Long limit() {
    return limit(maxUses);
  }

  private static <T> Patch<T> patch(@Nullable T typed, @Nullable T seen) {
    return same(typed, seen) ? Patch.absent() : Patch.of(typed);
  }

  private static boolean same(@Nullable Object one, @Nullable Object other) {
    return one == null ? other == null : one.equals(other);
  }

  private static @Nullable Long limit(@Nullable String typed) {
    if (typed == null || typed.isBlank()) {
      return null;
    }
    try {
      return Long.valueOf(typed.strip());
    } catch (NumberFormatException e) {
      throw RefusedCallException.invalid("maxUses must be a whole number, or empty for unlimited");
    }
  }

  private static @Nullable Instant time(String name, @Nullable String typed) {
    return millis(Parameters.time(name, typed == null || typed.isBlank() ? null : typed.strip()));
  }

  /** The log has no shorter times; SQL may have made some. */
  private static @Nullable Instant millis(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
  }
}
