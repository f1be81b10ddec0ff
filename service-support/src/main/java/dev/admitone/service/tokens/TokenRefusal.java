package dev.admitone.service.tokens;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/**
 * Why a token is refused: the rule, what it expects, and what was found. For the operator; the
 * caller learns none of it. It contains nothing of the token but the one value that was compared,
 * made printable and cut.
 */
final class TokenRefusal extends OAuth2Error {

  private static final int FOUND_LENGTH_MAX = 200;

  private final TokenRule rule;
  private final String expected;
  private final String found;

  /** Takes texts that may be logged. */
  TokenRefusal(TokenRule rule, String expected, String found) {
    super(OAuth2ErrorCodes.INVALID_TOKEN, "refused by the rule " + rule, null);
    this.rule = rule;
    this.expected = expected;
    this.found = found;
  }

  /** Makes a value of a token fit to be logged. */
  static String printable(@Nullable Object value) {
    if (value == null) {
      return "none";
    }
    String text = value.toString();
    String cut =
        text.length() <= FOUND_LENGTH_MAX ? text : text.substring(0, FOUND_LENGTH_MAX) + "...";
    return '"' + cut.replaceAll("[^ -~]", "?") + '"';
  }

  TokenRule rule() {
    return rule;
  }

  String expected() {
    return expected;
  }

  String found() {
    return found;
  }
}
