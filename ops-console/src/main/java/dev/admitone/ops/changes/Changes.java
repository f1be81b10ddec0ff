package dev.admitone.ops.changes;

import dev.admitone.ops.audit.AuditAction;
import dev.admitone.ops.invites.Invite;
import dev.admitone.ops.invites.Invites;
import dev.admitone.ops.log.RequestIds;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.ReleaseUse;
import dev.admitone.schemas.codes.ContentFingerprints;
import dev.admitone.schemas.codes.Requests;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes one invite, through the log. Each method throws {@link RefusedCallException} if the
 * operator may only look, if the ledger refuses the change, or if the log does not take it.
 */
public final class Changes {

  private static final String PURPOSE = "ops-change";

  private final Invites invites;
  private final GrantsTable grants;
  private final AuditedCommands commands;

  Changes(Invites invites, GrantsTable grants, AuditedCommands commands) {
    this.invites = invites;
    this.grants = grants;
    this.commands = commands;
  }

  /** Creates the invite. */
  public Change create(Cause cause, NewInvite invite) {
    cause.operator().requireChange();
    CreateInvite create =
        Requests.creation(
            invite.maxUses(), invite.startsAt(), invite.expiresAt(), cause.operator().name());
    UUID id = id(cause, "create", invite.code(), ContentFingerprints.of(invite.code(), create));
    return commands.carryOut(
        cause,
        AuditAction.CREATE,
        Requests.createInvite(id, invite.code(), create),
        null,
        AuditValues.of(invite));
  }

  /** Changes the invite of the code, which is in its canonical form. */
  public Change change(Cause cause, String code, InvitePatch patch) {
    return change(cause, code, patch, AuditAction.CHANGE);
  }

  /** Revokes the invite of the code, which is in its canonical form. */
  public Change revoke(Cause cause, String code) {
    return change(cause, code, InvitePatch.revocation(), AuditAction.REVOKE);
  }

  private Change change(Cause cause, String code, InvitePatch patch, AuditAction action) {
    cause.operator().requireChange();
    Invite before = existing(code);
    requirePeriod(before, patch);
    ChangeInvite change = command(patch, cause.operator().name());
    UUID id = id(cause, "change", code, ContentFingerprints.of(code, change));
    return commands.carryOut(
        cause,
        action,
        Requests.changeInvite(id, code, change),
        AuditValues.before(before, patch),
        AuditValues.of(patch));
  }

  /**
   * Gives a use back: its slot and the user's right return.
   *
   * @param useId the request that redeemed the code
   * @param givenCode its code in canonical form; null: as the ledger has it
   */
  public Change release(Cause cause, UUID useId, @Nullable String givenCode) {
    cause.operator().requireChange();
    @Nullable GrantedUse use = grants.find(useId).orElse(null);
    String code = code(use, givenCode);
    String operator = cause.operator().name();
    ReleaseUse release = new ReleaseUse(useId, cause.reason(), operator);
    UUID id = id(cause, "release", code, ContentFingerprints.of(code, release));
    return commands.carryOut(
        cause,
        AuditAction.RELEASE,
        Requests.releaseUse(id, code, useId, cause.reason(), operator),
        AuditValues.of(useId, use),
        null);
  }

  private static String code(@Nullable GrantedUse use, @Nullable String givenCode) {
    if (givenCode != null) {
      return givenCode;
    }
    if (use == null) {
      throw RefusedCallException.invalid(
          "code must be given: the ledger has no granted request with this id");
    }
    return use.code();
  }

  private Invite existing(String code) {
    return invites.find(code).orElseThrow(() -> new RefusedCallException(Reason.UNKNOWN_CODE));
  }

  /** Of the patch together with what the ledger has. */
  private static void requirePeriod(Invite before, InvitePatch patch) {
    if (patch.startsAt().given() != patch.expiresAt().given()) {
      Values.requirePeriod(
          patch.startsAt().given() ? patch.startsAt().value() : before.startsAt(),
          patch.expiresAt().given() ? patch.expiresAt().value() : before.expiresAt());
    }
  }

  private static ChangeInvite command(InvitePatch patch, String operator) {
    Long maxUses = patch.maxUses().value();
    return ChangeInvite.newBuilder()
        .setChangesMaxUses(patch.maxUses().given())
        .setUnlimited(patch.maxUses().given() && maxUses == null)
        .setMaxUses(maxUses == null ? 0 : maxUses)
        .setChangesStartsAt(patch.startsAt().given())
        .setStartsAt(patch.startsAt().value())
        .setChangesExpiresAt(patch.expiresAt().given())
        .setExpiresAt(patch.expiresAt().value())
        .setChangesRevoked(patch.revoked().given())
        .setRevoked(Boolean.TRUE.equals(patch.revoked().value()))
        .setChangedBy(operator)
        .build();
  }

  static UUID id(Cause cause, String command, String code, ContentFingerprint content) {
    return cause
        .key()
        .map(
            key ->
                RequestIds.derived(PURPOSE, content, cause.operator().name(), key, command, code))
        .orElseGet(UUID::randomUUID);
  }
}
