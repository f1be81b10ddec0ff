package dev.admitone.testcontainers;

import java.time.Instant;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A code to make. Nothing said: a generated code, without limits.
 *
 * @param code the code itself; null: one is generated
 * @param maxUses how often it may be redeemed; null: without limit
 * @param startsAt from when on; null: from now on
 * @param expiresAt until when, which may be in the past; null: for ever
 */
public record NewInvite(
    @Nullable String code,
    @Nullable Long maxUses,
    @Nullable Instant startsAt,
    @Nullable Instant expiresAt) {

  /** A generated code without limits. */
  public static NewInvite unlimited() {
    return new NewInvite(null, null, null, null);
  }

  /** The same as this code. */
  public NewInvite withCode(String value) {
    return new NewInvite(value, maxUses, startsAt, expiresAt);
  }

  /** The same for so many uses. */
  public NewInvite withMaxUses(long value) {
    return new NewInvite(code, value, startsAt, expiresAt);
  }

  /** The same from then on. */
  public NewInvite withStartsAt(Instant value) {
    return new NewInvite(code, maxUses, value, expiresAt);
  }

  /** The same until then: a moment that has passed makes a code that has expired. */
  public NewInvite withExpiresAt(Instant value) {
    return new NewInvite(code, maxUses, startsAt, value);
  }

  /** Blanks and dashes of all kinds are the gateway's to read, so they come as they are. */
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

  String json() {
    StringJoiner members = new StringJoiner(",", "{", "}");
    if (code != null) {
      members.add("\"code\":" + quoted(code));
    }
    if (maxUses != null) {
      members.add("\"maxUses\":" + maxUses);
    }
    if (startsAt != null) {
      members.add("\"startsAt\":\"" + startsAt + '"');
    }
    if (expiresAt != null) {
      members.add("\"expiresAt\":\"" + expiresAt + '"');
    }
    return members.toString();
  }
}
