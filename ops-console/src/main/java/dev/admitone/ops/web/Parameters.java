package dev.admitone.ops.web;

import static dev.admitone.schemas.codes.ContentLimits.USER_ID_LENGTH_MAX;

import dev.admitone.ops.history.Position;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.search.TimeCursor;
import dev.admitone.ops.search.TimeRange;
import dev.admitone.schemas.codes.InviteCodes;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of calls. What is wrong with one is said without repeating it.
 *
 * <p>All methods throw {@link RefusedCallException} if the value is not what it has to be.
 */
public final class Parameters {

  /** How many items a page has unless the call says so. */
  public static final int LIMIT_DEFAULT = 100;

  /** How many items a page has at most. */
  public static final int LIMIT_MAX = 1_000;

  /** How far back calls look that are about time, unless they say so. */
  public static final Duration RANGE_DEFAULT = Duration.ofHours(24);

  /** How many characters the reason of a change has at most. */
  public static final int REASON_LENGTH_MAX = 500;

  private static final Instant TIME_MIN = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant TIME_MAX = Instant.parse("9999-12-31T23:59:59.999Z");

  private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");
  private static final Pattern POSITION = Pattern.compile("(\\d{1,5})-(\\d{1,14})");
  private static final Pattern PREFIX = Pattern.compile("[A-Z0-9_-]{1,64}");

  private Parameters() {}

  /** The canonical form of a code in any form that people type. */
  public static String code(String typed) {
    return InviteCodes.canonical(typed)
        .orElseThrow(
            () ->
                RefusedCallException.invalid(
                    "The code must have 3 to 64 letters, digits, hyphens or underscores"));
  }

  /** What codes begin with; null where the call has none. */
  public static @Nullable String codePrefix(@Nullable String typed) {
    if (typed == null) {
      return null;
    }
    String prefix = typed.strip().toUpperCase(Locale.ROOT);
    require(
        PREFIX.matcher(prefix).matches(),
        "prefix must have 1 to 64 letters, digits, hyphens or underscores");
    return prefix;
  }

  /** One of several words; null where the call has none. */
  public static <E extends Enum<E>> @Nullable E word(
      String name, @Nullable String typed, Class<E> words) {
    if (typed == null) {
      return null;
    }
    for (E each : words.getEnumConstants()) {
      if (each.name().equals(typed)) {
        return each;
      }
    }
    throw RefusedCallException.invalid(
        "%s must be one of %s".formatted(name, Arrays.toString(words.getEnumConstants())));
  }

  /** A user id, as the log and the ledger take it. */
  public static String userId(@Nullable String typed) {
    return subject("userId", typed == null ? "" : typed);
  }

  /** The subject of the tokens of an operator; null where the call has none. */
  public static @Nullable String createdBy(@Nullable String typed) {
    return typed == null ? null : subject("createdBy", typed);
  }

  /** A text without the characters that neither the ledger nor the log can store. */
  public static String subject(String name, String typed) {
    return text(name, typed, USER_ID_LENGTH_MAX);
  }

  /** Why an operator changes something. */
  public static String reason(@Nullable String typed) {
    return text("reason", typed == null ? "" : typed, REASON_LENGTH_MAX);
  }

  /** A text that the ledger and the log can store, with so many characters at most. */
  public static String text(String name, String typed, int lengthMax) {
    boolean isText =
        typed
            .codePoints()
            .noneMatch(
                each ->
                    Character.isISOControl(each) || Character.getType(each) == Character.SURROGATE);
    require(
        !typed.isEmpty() && typed.length() <= lengthMax && isText,
        "%s must have 1 to %d characters".formatted(name, lengthMax));
    return typed;
  }

  /** A position as gateways write it, such as {@code 7-1234}; null where the call has none. */
  public static @Nullable Position position(@Nullable String typed) {
    if (typed == null) {
      return null;
    }
    Matcher matcher = POSITION.matcher(typed);
    require(matcher.matches(), "at must be a partition and an offset, such as 7-1234");
    return new Position(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }

  /** The position of a record, as paths have it. */
  public static Position positionInPath(String typed) {
    Matcher matcher = POSITION.matcher(typed);
    require(matcher.matches(), "The position must be a partition and an offset, such as 7-1234");
    return new Position(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }

  /** A request id. */
  public static UUID requestId(String typed) {
    return id("The request id", typed);
  }

  /** An id of what the text names. */
  public static UUID id(String what, String typed) {
    try {
      UUID id = UUID.fromString(typed);
      // Java also reads shorter texts.
      require(id.toString().equalsIgnoreCase(typed), what + " must be a UUID");
      return id;
    } catch (IllegalArgumentException e) {
      throw RefusedCallException.invalid(what + " must be a UUID");
    }
  }

  /** How many items the page is to have. */
  public static int limit(@Nullable String typed) {
    if (typed == null) {
      return LIMIT_DEFAULT;
    }
    int limit;
    try {
      limit = Integer.parseInt(typed);
    } catch (NumberFormatException e) {
      limit = 0;
    }
    require(
        limit >= 1 && limit <= LIMIT_MAX,
        "limit must be a whole number from 1 to %d".formatted(LIMIT_MAX));
    return limit;
  }

  /** A time, with any offset; null where the call has none. */
  public static @Nullable Instant time(String name, @Nullable String typed) {
    if (typed == null) {
      return null;
    }
    Instant time;
    try {
      time = OffsetDateTime.parse(typed).toInstant();
    } catch (DateTimeParseException e) {
      throw RefusedCallException.invalid(name + " must be a time such as 2026-01-31T12:00:00Z");
    }
    require(
        !time.isBefore(TIME_MIN) && !time.isAfter(TIME_MAX),
        name + " must be a time of the years 1 to 9999");
    return time;
  }

  /** A range of time that ends now, and begins a day before its end, unless the call says so. */
  public static TimeRange range(@Nullable String from, @Nullable String to, Instant now) {
    Instant end = orElse(time("to", to), now);
    Instant begin = orElse(time("from", from), end.minus(RANGE_DEFAULT));
    require(begin.isBefore(end), "from must be before to");
    return new TimeRange(begin, end);
  }

  /** A range of time that ends now and has no begin, unless the call says so. */
  public static TimeRange openRange(@Nullable String from, @Nullable String to, Instant now) {
    Instant end = orElse(time("to", to), now);
    Instant begin = time("from", from);
    require(begin == null || begin.isBefore(end), "from must be before to");
    return new TimeRange(begin, end);
  }

  /** The key of a call that changes something: the same for each try of it. */
  public static String key(@Nullable String typed) {
    return optionalKey(typed)
        .orElseThrow(
            () -> RefusedCallException.invalid("The header Idempotency-Key must be there"));
  }

  /** As {@link #key}; empty where the call has none. */
  public static Optional<String> optionalKey(@Nullable String typed) {
    require(
        typed == null || KEY.matcher(typed).matches(),
        "Idempotency-Key must have 1 to 255 visible characters of ASCII");
    return Optional.ofNullable(typed);
  }

  /** True or false. */
  public static boolean flag(String name, @Nullable String typed, boolean otherwise) {
    if (typed == null) {
      return otherwise;
    }
    require(typed.equals("true") || typed.equals("false"), name + " must be true or false");
    return typed.equals("true");
  }

  /** The end of the page before, in a list that begins with the newest. */
  public static @Nullable TimeCursor timeCursor(@Nullable String next) {
    return next == null ? null : TimeCursor.parse(next).orElseThrow(Parameters::noCursor);
  }

  /** The refusal of a {@code next} that no page had. */
  public static RefusedCallException noCursor() {
    return RefusedCallException.invalid("next must be what the page before had as next");
  }

  private static Instant orElse(@Nullable Instant time, Instant otherwise) {
    return time == null ? otherwise : time;
  }

  private static void require(boolean valid, String otherwise) {
    if (!valid) {
      throw RefusedCallException.invalid(otherwise);
    }
  }
}
