package dev.admitone.testcontainers;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A code to make. By default a generated code without limits.
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

  /** As the gateway reads it. Blanks and dashes of all kinds are its to read. */
  String json() {
    Map<String, Object> members = new LinkedHashMap<>();
    if (code != null) {
      members.put("code", code);
    }
    if (maxUses != null) {
      members.put("maxUses", maxUses);
    }
    if (startsAt != null) {
      members.put("startsAt", startsAt);
    }
    if (expiresAt != null) {
      members.put("expiresAt", expiresAt);
    }
    return Json.of(members);
  }

  /** What makes a code that exists the same as this one, but for the uses that it has. */
  InviteChange asChange() {
    InviteChange change = InviteChange.nothing().withRevoked(false);
    change = maxUses == null ? change.withoutMaxUses() : change.withMaxUses(maxUses);
    change = startsAt == null ? change.withoutStartsAt() : change.withStartsAt(startsAt);
    return expiresAt == null ? change.withoutExpiresAt() : change.withExpiresAt(expiresAt);
  }
}
