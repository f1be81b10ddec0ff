package dev.admitone.testcontainers;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to change of a code; what is not named stays as it is. */
public final class InviteChange {

  private final Map<String, @Nullable Object> members;

  private InviteChange(Map<String, @Nullable Object> members) {
    this.members = members;
  }

  /** Leaves all as it is. */
  public static InviteChange nothing() {
    return new InviteChange(Map.of());
  }

  /** And so many uses; fewer than there are means that no further use is granted. */
  public InviteChange withMaxUses(long value) {
    return with("maxUses", value);
  }

  /** And any number of uses. */
  public InviteChange withoutMaxUses() {
    return with("maxUses", null);
  }

  /** And valid from then on. */
  public InviteChange withStartsAt(Instant value) {
    return with("startsAt", value);
  }

  /** And valid from the beginning. */
  public InviteChange withoutStartsAt() {
    return with("startsAt", null);
  }

  /** And valid until then; a moment that has passed makes a code that has expired. */
  public InviteChange withExpiresAt(Instant value) {
    return with("expiresAt", value);
  }

  /** And valid for ever. */
  public InviteChange withoutExpiresAt() {
    return with("expiresAt", null);
  }

  /** And revoked, or no longer. */
  public InviteChange withRevoked(boolean value) {
    return with("revoked", value);
  }

  private InviteChange with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new InviteChange(more);
  }

  String json() {
    return Json.of(members);
  }
}
