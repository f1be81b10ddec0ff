package dev.admitone.testcontainers;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Writes JSON: this module brings no library for it into other teams' tests. */
final class Json {

  private Json() {}

  /**
   * Text, numbers, truth values, null, maps with text as keys, collections of these, and times,
   * which become text.
   *
   * @throws IllegalArgumentException if there is anything else in it
   */
  static String of(@Nullable Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof String || value instanceof Instant) {
      return quoted(value.toString());
    }
    if (value instanceof Map<?, ?> members) {
      StringJoiner all = new StringJoiner(",", "{", "}");
      members.forEach((name, member) -> all.add(quoted(String.valueOf(name)) + ":" + of(member)));
      return all.toString();
    }
    if (value instanceof Collection<?> elements) {
      StringJoiner all = new StringJoiner(",", "[", "]");
      elements.forEach(element -> all.add(of(element)));
      return all.toString();
    }
    throw new IllegalArgumentException("There is no JSON for " + value.getClass().getName());
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each < ' ') {
        json.append(String.format("\\u%04x", (int) each));
      } else {
        json.append(each == '"' || each == '\\' ? "\\" : "").append(each);
      }
    }
    return json.append('"').toString();
  }
}
