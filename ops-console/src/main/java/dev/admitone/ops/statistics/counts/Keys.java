package dev.admitone.ops.statistics.counts;

import java.time.Instant;

/**
 * The keys of the store of numbers and of that of texts. A kind, a slot and what is counted in it,
 * so that all of a slot, or of several, is one range.
 */
final class Keys {

  /** Decisions by slot, code and outcome. */
  static final String BY_CODE = "code|";

  /** How many codes a slot has. */
  static final String CODES = "codes|";

  /** Refusals by minute and reason. */
  static final String BY_REASON = "reason|";

  /** Uses by hour: those that were granted and not given back. */
  static final String USES = "uses|";

  /** Different users with a use, by hour. */
  static final String UNIQUE = "unique|";

  /** Hours of which not all users are known one by one. */
  static final String INEXACT = "inexact|";

  /** Uses of a user by hour and user. */
  static final String USER = "user|";

  /** How many of the former there are. */
  static final String USERS = "users";

  /** The time of the newest decision. */
  static final String NEWEST = "newest";

  /** Releases of which the use is not known yet, by request id. */
  static final String RELEASE = "release|";

  /** Attempts by kind, hour and subject. */
  static final String ATTEMPTS = "attempts|";

  /** How many subjects an hour has, by kind. */
  static final String SUBJECTS = "subjects|";

  /** Alerts by what was detected. */
  static final String ALERT = "alert|";

  /** Behind all texts that begin alike. */
  static final String END = "\uFFFF";

  private Keys() {}

  /** The last key of a kind before the slot of the time. */
  static String before(String kind, Step step, Instant time) {
    return of(kind, step.key(step.slot(time) - 1)) + END;
  }

  static String of(String kind, String slot) {
    return kind + slot;
  }

  static String of(String kind, String slot, String what) {
    return kind + slot + "|" + what;
  }
}
