package dev.admitone.ops.changes;

import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.web.Parameters;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Checks limits and times of invites. */
final class Values {

  private Values() {}

  static @Nullable Long maxUses(@Nullable Long maxUses) {
    if (maxUses != null && maxUses < 0) {
      throw RefusedCallException.invalid("maxUses must be 0 or more, or null for unlimited");
    }
    return maxUses;
  }

  /** In the milliseconds of the log. */
  static @Nullable Instant time(String name, @Nullable String typed) {
    Instant time = Parameters.time(name, typed);
    return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** What begins as late as it ends can never be redeemed. */
  static void requirePeriod(@Nullable Instant startsAt, @Nullable Instant expiresAt) {
    if (startsAt != null && expiresAt != null && !startsAt.isBefore(expiresAt)) {
      throw RefusedCallException.invalid("expiresAt must be later than startsAt");
    }
  }
}
