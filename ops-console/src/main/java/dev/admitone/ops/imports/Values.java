package dev.admitone.ops.imports;

import dev.admitone.schemas.codes.ContentLimits;
import dev.admitone.schemas.codes.InviteCodes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The values of a line, as text; null and empty are none.
 *
 * @param code in any form that people type
 */
record Values(
    @Nullable String code,
    @Nullable String maxUses,
    @Nullable String startsAt,
    @Nullable String expiresAt) {

  /** What the line becomes. */
  ImportLine line(long number) {
    String canonical = code == null ? null : InviteCodes.canonical(code).orElse(null);
    if (canonical == null) {
      return ImportLine.Bad.unread(number, BadReason.CODE);
    }
    Long limit = null;
    Instant start = null;
    Instant end = null;
    BadReason reading = BadReason.MAX_USES;
    try {
      limit = isNone(maxUses) ? null : limit(maxUses);
      reading = BadReason.STARTS_AT;
      start = isNone(startsAt) ? null : time(startsAt);
      reading = BadReason.EXPIRES_AT;
      end = isNone(expiresAt) ? null : time(expiresAt);
    } catch (NumberFormatException | DateTimeParseException e) {
      return new ImportLine.Bad(number, canonical, reading);
    }
    if (start != null && end != null && !start.isBefore(end)) {
      return new ImportLine.Bad(number, canonical, BadReason.PERIOD);
    }
    return new ImportLine.Code(number, canonical, limit, start, end);
  }

  private static boolean isNone(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  private static Long limit(@Nullable String text) {
    long limit = Long.parseLong(String.valueOf(text));
    if (limit < 0) {
      throw new NumberFormatException();
    }
    return limit;
  }

  /** In the milliseconds of the log. */
  private static Instant time(@Nullable String text) {
    Instant time =
        OffsetDateTime.parse(String.valueOf(text)).toInstant().truncatedTo(ChronoUnit.MILLIS);
    if (!ContentLimits.isTime(time)) {
      throw new DateTimeParseException("not a time of the ledger", String.valueOf(text), 0);
    }
    return time;
  }
}
