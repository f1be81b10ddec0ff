package dev.admitone.local.smoke;

import dev.admitone.local.command.UsageException;
import java.util.regex.Pattern;

/** The bearer token of the smoke tests. It is in no text but that of {@link #value}. */
final class SmokeToken {

  /** RFC 6750, section 2.1. */
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final String value;

  /**
   * Takes the token, with blanks around it or without.
   *
   * @throws UsageException if it is no bearer token; the message does not have it
   */
  SmokeToken(String value) {
    this.value = value.strip();
    if (!BEARER.matcher(this.value).matches()) {
      throw new UsageException("What is given as the token is no bearer token.");
    }
  }

  String value() {
    return value;
  }

  /** The text without the token, where a response repeats it. */
  String hiddenIn(String text) {
    return text.replace(value, "[token]");
  }

  @Override
  public String toString() {
    return "[token]";
  }
}
