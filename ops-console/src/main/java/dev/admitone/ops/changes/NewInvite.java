package dev.admitone.ops.changes;

import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.web.Parameters;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invite to be created.
 *
 * @param code in its canonical form
 * @param maxUses null: unlimited
 * @param startsAt null: valid from the beginning
 * @param expiresAt null: it never expires
 */
public record NewInvite(
    String code, @Nullable Long maxUses, @Nullable Instant startsAt, @Nullable Instant expiresAt) {

  /**
   * Reads it.
   *
   * @throws RefusedCallException if a value is not what it has to be
   */
  public static NewInvite read(
      @Nullable String code,
      @Nullable Long maxUses,
      @Nullable String startsAt,
      @Nullable String expiresAt) {
    NewInvite invite =
        new NewInvite(
            Parameters.code(code == null ? "" : code),
            Values.maxUses(maxUses),
            Values.time("startsAt", startsAt),
            Values.time("expiresAt", expiresAt));
    Values.requirePeriod(invite.startsAt(), invite.expiresAt());
    return invite;
  }
}
