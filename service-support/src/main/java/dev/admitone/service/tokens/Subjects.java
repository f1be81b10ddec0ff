package dev.admitone.service.tokens;

import static dev.admitone.schemas.codes.ContentLimits.USER_ID_LENGTH_MAX;

import org.jspecify.annotations.Nullable;

/** Which subjects of tokens can be user ids. */
final class Subjects {

  static final String EXPECTED = "a user id of 1 to %d characters".formatted(USER_ID_LENGTH_MAX);

  private Subjects() {}

  /** Says what keeps the subject from being a user id, without repeating it; null: nothing. */
  static @Nullable String whatIsWrong(@Nullable String subject) {
    if (subject == null || subject.isEmpty()) {
      return "none";
    }
    if (subject.length() > USER_ID_LENGTH_MAX) {
      return "%d characters".formatted(subject.length());
    }
    return subject.codePoints().anyMatch(Subjects::isNoText) ? "a control character" : null;
  }

  /** Characters that neither the ledger nor the log can store, as in user ids. */
  private static boolean isNoText(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }
}
