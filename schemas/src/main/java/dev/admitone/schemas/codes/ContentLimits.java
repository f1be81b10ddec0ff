package dev.admitone.schemas.codes;

import java.time.Instant;

/**
 * What the texts and times of a request may be. The gateway refuses a call that goes beyond, the
 * processor dead-letters such a record, and the tables have the same limits as constraints.
 */
public final class ContentLimits {

  /** The shortest code, in characters. */
  public static final int CODE_LENGTH_MIN = 3;

  /** The longest code, in characters. */
  public static final int CODE_LENGTH_MAX = 64;

  /** The longest id of a user, also of an operator, in UTF-16 units. */
  public static final int USER_ID_LENGTH_MAX = 200;

  /** The longest reason that an operator gives, in UTF-16 units. */
  public static final int REASON_LENGTH_MAX = 1_000;

  /** The shortest user name, in characters. */
  public static final int USERNAME_LENGTH_MIN = 3;

  /** The longest user name, in characters. */
  public static final int USERNAME_LENGTH_MAX = 30;

  /** The shortest e-mail address, in characters. */
  public static final int EMAIL_LENGTH_MIN = 3;

  /** The longest e-mail address, in characters. */
  public static final int EMAIL_LENGTH_MAX = 254;

  /** The longest name that a user is shown under, in code points. */
  public static final int DISPLAY_NAME_CODE_POINTS_MAX = 100;

  /** The longest hash of a password with its parameters, in characters. */
  public static final int PASSWORD_HASH_LENGTH_MAX = 500;

  /** The earliest time that the calendars of Java, of PostgreSQL and of callers have. */
  public static final Instant TIME_MIN = Instant.parse("0001-01-01T00:00:00Z");

  /** The latest such time. */
  public static final Instant TIME_MAX = Instant.parse("9999-12-31T23:59:59.999Z");

  private ContentLimits() {}

  /** Whether the time is one that a request may name. */
  public static boolean isTime(Instant time) {
    return !time.isBefore(TIME_MIN) && !time.isAfter(TIME_MAX);
  }

  /** Whether the text has a control character, which no text of a request may have. */
  public static boolean hasControlCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
