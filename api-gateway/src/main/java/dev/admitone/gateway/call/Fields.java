package dev.admitone.gateway.call;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.problem.InvalidRequestException;
import dev.admitone.schemas.codes.ContentLimits;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.codes.LookAlikes;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a call. A malformed part is refused with 400 and a text that says what it has
 * to be.
 */
public final class Fields {

  public static final int CODES_PER_CALL_MAX = 10_000;

  public static final int REDEMPTIONS_PER_CALL_MAX = 100;

  private Fields() {}

  /** The code in its canonical form. */
  public static String code(@Nullable String code) {
    return code("code", code);
  }

  public static String code(String field, @Nullable String code) {
    return InviteCodes.canonical(present(code, field + " is missing"))
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "%s must have %d to %d characters, each of A-Z, 0-9, '-' or '_'"
                        .formatted(
                            field, ContentLimits.CODE_LENGTH_MIN, ContentLimits.CODE_LENGTH_MAX)));
  }

  /**
   * The id of a user. Ids that people cannot tell apart would get a use each, so only one spelling
   * of each is accepted.
   */
  public static String userId(@Nullable String userId) {
    return userId("userId", userId);
  }

  public static String userId(String field, @Nullable String userId) {
    String id = text(field, userId, ContentLimits.USER_ID_LENGTH_MAX);
    check(
        !LookAlikes.isBlank(id.codePointAt(0))
            && !LookAlikes.isBlank(id.codePointBefore(id.length())),
        field + " must not begin or end with white space");
    check(
        id.codePoints().noneMatch(LookAlikes::isInvisible),
        field + " must not contain invisible or bidirectional characters");
    check(
        Normalizer.isNormalized(id, Normalizer.Form.NFC),
        field + " must be in Unicode's composed form, NFC");
    return id;
  }

  /** The reason that an operator gives. */
  public static String reason(@Nullable String reason) {
    return text("reason", reason, ContentLimits.REASON_LENGTH_MAX);
  }

  public static @Nullable Long maxUses(@Nullable Long maxUses) {
    check(maxUses == null || maxUses >= 0, "maxUses must be 0 or more, or null for unlimited");
    return maxUses;
  }

  /** How many codes are to be generated. */
  public static int count(long count) {
    check(
        count >= 1 && count <= CODES_PER_CALL_MAX,
        "count must be 1 to %d".formatted(CODES_PER_CALL_MAX));
    return (int) count;
  }

  public static Boolean revoked(@Nullable Boolean revoked) {
    return present(revoked, "revoked must be true or false");
  }

  /** A time, in milliseconds as everything that is stored. */
  public static @Nullable Instant time(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    Instant time = parsed(name, text).truncatedTo(ChronoUnit.MILLIS);
    check(ContentLimits.isTime(time), name + " must lie in the years 1 to 9999");
    return time;
  }

  /**
   * Refuses a period in which no moment lies: what begins as late as it ends can never be redeemed.
   */
  public static void period(@Nullable Instant startsAt, @Nullable Instant expiresAt) {
    check(
        startsAt == null || expiresAt == null || startsAt.isBefore(expiresAt),
        "expiresAt must be later than startsAt");
  }

  /** A position in the requests topic, as {@code Location} gives it. */
  public static @Nullable LogPosition position(@Nullable String at, int partitionCount) {
    if (at == null) {
      return null;
    }
    LogPosition position =
        LogPosition.parse(at)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "at must be <partition>-<offset>, as Location gave it"));
    check(
        position.partition() < partitionCount,
        "at must name a partition below %d, as Location gave it".formatted(partitionCount));
    return position;
  }

  public static String text(String name, @Nullable String value, int maxLength) {
    String text = present(value, name + " is missing");
    check(
        !text.isEmpty() && text.length() <= maxLength,
        "%s must have 1 to %d characters".formatted(name, maxLength));
    check(!ContentLimits.hasControlCharacter(text), name + " must not contain control characters");
    // A pair of surrogates is one code point; half of a pair is no character.
    check(
        text.codePoints().noneMatch(Fields::isSurrogate),
        name + " must not contain unpaired surrogates");
    return text;
  }

  public static <T> T present(@Nullable T value, String otherwise) {
    if (value == null) {
      throw new InvalidRequestException(otherwise);
    }
    return value;
  }

  private static Instant parsed(String name, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new InvalidRequestException(
          name + " must be a time with its offset, such as 2030-01-31T12:00:00Z");
    }
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  public static void check(boolean valid, String otherwise) {
    if (!valid) {
      throw new InvalidRequestException(otherwise);
    }
  }
}
