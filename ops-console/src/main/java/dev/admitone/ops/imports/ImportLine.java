package dev.admitone.ops.imports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of a file, after it was read. */
sealed interface ImportLine {

  /** Its number in the file; the first is 1. */
  long number();

  /**
   * A line that can become an invite.
   *
   * @param code in its canonical form
   * @param maxUses null: unlimited
   */
  record Code(
      long number,
      String code,
      @Nullable Long maxUses,
      @Nullable Instant startsAt,
      @Nullable Instant expiresAt)
      implements ImportLine {}

  /**
   * A line that cannot.
   *
   * @param code in its canonical form; null: the line has none that can be read
   */
  record Bad(long number, @Nullable String code, BadReason reason) implements ImportLine {

    /** Of a line without a code that can be read. */
    static Bad unread(long number, BadReason reason) {
      return new Bad(number, null, reason);
    }
  }
}
