package dev.admitone.gateway.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a caller prefers: how long to wait for the decision. Preferences that are unknown or make no
 * sense are ignored; of one that is given twice the first counts.
 *
 * @param respondAsync whether 202 at once is welcome
 * @param waitSeconds how long to wait, if the caller says so
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7240">RFC 7240</a>
 */
record Preference(boolean respondAsync, @Nullable Long waitSeconds) {

  /** Longer ones need not be exact: they are cut to the longest wait. */
  private static final int DIGITS_MAX = 18;

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** Reads the values of all {@code Prefer} headers. */
  static Preference parse(List<String> headers) {
    boolean respondAsync = false;
    Long wait = null;
    boolean waitSeen = false;
    for (String header : headers) {
      for (String preference : splitOutsideQuotes(header, ',')) {
        // What follows a semicolon are parameters; neither preference has any.
        String[] parts = splitOutsideQuotes(preference, ';').getFirst().split("=", 2);
        String name = parts[0].strip().toLowerCase(Locale.ROOT);
        String value = parts.length == 1 ? "" : unquoted(parts[1].strip());
        if (name.equals("respond-async")) {
          respondAsync = true;
        } else if (name.equals("wait") && !waitSeen) {
          waitSeen = true;
          wait = seconds(value).orElse(null);
        }
      }
    }
    return new Preference(respondAsync, wait);
  }

  /** How long to wait: the preferred time, cut to the maximum; otherwise none or the default. */
  Duration wait(Duration byDefault, Duration maxWait) {
    if (waitSeconds != null) {
      return Duration.ofSeconds(Math.min(waitSeconds, maxWait.toSeconds()));
    }
    return respondAsync ? Duration.ZERO : byDefault;
  }

  /** The value of {@code Preference-Applied}; empty if nothing was preferred. */
  Optional<String> applied(Duration maxWait) {
    List<String> applied = new ArrayList<>();
    if (respondAsync) {
      applied.add("respond-async");
    }
    if (waitSeconds != null) {
      applied.add("wait=" + Math.min(waitSeconds, maxWait.toSeconds()));
    }
    return applied.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", applied));
  }

  private static Optional<Long> seconds(String value) {
    if (!DIGITS.matcher(value).matches()) {
      return Optional.empty();
    }
    return Optional.of(value.length() > DIGITS_MAX ? Long.MAX_VALUE : Long.parseLong(value));
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static List<String> splitOutsideQuotes(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (quoted && character == '\\') {
        i++;
      } else if (character == '"') {
        quoted = !quoted;
      } else if (character == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
