package dev.admitone.ops.changes;

import dev.admitone.ops.invites.Invite;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the audit keeps of an invite: the values that a change is about, null where none is. */
final class AuditValues {

  private static final String USES_MAX = "maxUses";
  private static final String STARTS_AT = "startsAt";
  private static final String EXPIRES_AT = "expiresAt";
  private static final String REVOKED = "revoked";

  private AuditValues() {}

  static ObjectNode of(NewInvite invite) {
    ObjectNode values = JsonMapper.shared().createObjectNode();
    values.put(USES_MAX, invite.maxUses());
    values.put(STARTS_AT, text(invite.startsAt()));
    values.put(EXPIRES_AT, text(invite.expiresAt()));
    return values;
  }

  static ObjectNode of(InvitePatch patch) {
    return values(
        patch,
        patch.maxUses().value(),
        patch.startsAt().value(),
        patch.expiresAt().value(),
        Boolean.TRUE.equals(patch.revoked().value()));
  }

  /** Of the members that the patch changes. */
  static ObjectNode before(Invite invite, InvitePatch patch) {
    return values(
        patch, invite.maxUses(), invite.startsAt(), invite.expiresAt(), invite.revokedAt() != null);
  }

  /** Of a use that is given back; the user where the ledger has a decision about it. */
  static ObjectNode of(UUID useId, @Nullable GrantedUse use) {
    ObjectNode values = JsonMapper.shared().createObjectNode();
    values.put("useId", useId.toString());
    if (use != null) {
      values.put("userId", use.userId());
    }
    return values;
  }

  /** Of what an invite counts. */
  static ObjectNode ofCount(long uses) {
    return JsonMapper.shared().createObjectNode().put("currentUses", uses);
  }

  private static ObjectNode values(
      InvitePatch patch,
      @Nullable Long maxUses,
      @Nullable Instant startsAt,
      @Nullable Instant expiresAt,
      boolean revoked) {
    ObjectNode values = JsonMapper.shared().createObjectNode();
    if (patch.maxUses().given()) {
      values.put(USES_MAX, maxUses);
    }
    if (patch.startsAt().given()) {
      values.put(STARTS_AT, text(startsAt));
    }
    if (patch.expiresAt().given()) {
      values.put(EXPIRES_AT, text(expiresAt));
    }
    if (patch.revoked().given()) {
      values.put(REVOKED, revoked);
    }
    return values;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
