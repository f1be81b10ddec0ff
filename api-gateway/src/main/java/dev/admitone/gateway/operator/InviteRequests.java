package dev.admitone.gateway.operator;

import dev.admitone.gateway.call.ChangeCall;
import dev.admitone.gateway.call.Fields;
import dev.admitone.gateway.call.RequestIds;
import dev.admitone.gateway.invites.Invite;
import dev.admitone.gateway.invites.InviteView;
import dev.admitone.gateway.invites.InvitesNotReadyException;
import dev.admitone.gateway.operator.InviteBodies.ChangeBody;
import dev.admitone.gateway.operator.InviteBodies.CreateBody;
import dev.admitone.gateway.problem.InvalidRequestException;
import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codes.Requests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes requests for the log of what operators ask for. */
final class InviteRequests {

  private final CodeGenerator codes;
  private final InviteView invites;

  InviteRequests(CodeGenerator codes, InviteView invites) {
    this.codes = codes;
    this.invites = invites;
  }

  /** To create one invite; its code is made here if none is given. */
  RedemptionRequest create(ChangeCall call, CreateBody body) {
    String code = body.code() == null ? codes.of(call) : Fields.code(body.code());
    return Requests.createInvite(call.requestId(), code, command(call, body));
  }

  /**
   * To create that many invites, each as a request of its own. With a key, ids and codes are
   * derived from it, so a call that is sent again completes the same codes. Another count under the
   * same key gives other codes for the same ids: another content.
   */
  List<RedemptionRequest> createAll(ChangeCall call, CreateBody body, int count) {
    CreateInvite create = command(call, body);
    List<RedemptionRequest> requests = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      requests.add(Requests.createInvite(RequestIds.of(call, i), codes.of(call, count, i), create));
    }
    return requests;
  }

  /** To change the invite of the code. */
  RedemptionRequest change(ChangeCall call, String code, ChangeBody body) {
    PatchField<Long> maxUses = body.maxUses().map(Fields::maxUses);
    PatchField<Instant> startsAt = body.startsAt().map(text -> Fields.time("startsAt", text));
    PatchField<Instant> expiresAt = body.expiresAt().map(text -> Fields.time("expiresAt", text));
    PatchField<Boolean> revoked = body.revoked().map(Fields::revoked);
    if (Stream.of(maxUses, startsAt, expiresAt, revoked).noneMatch(PatchField::present)) {
      throw new InvalidRequestException(
          "The patch must have at least one of maxUses, startsAt, expiresAt and revoked");
    }
    requirePeriod(call, code, startsAt, expiresAt);
    Long limit = maxUses.value();
    ChangeInvite change =
        ChangeInvite.newBuilder()
            .setChangesMaxUses(maxUses.present())
            .setUnlimited(maxUses.present() && limit == null)
            .setMaxUses(limit == null ? 0 : limit)
            .setChangesStartsAt(startsAt.present())
            .setStartsAt(startsAt.value())
            .setChangesExpiresAt(expiresAt.present())
            .setExpiresAt(expiresAt.value())
            .setChangesRevoked(revoked.present())
            .setRevoked(Boolean.TRUE.equals(revoked.value()))
            .setChangedBy(call.caller().subject())
            .build();
    return Requests.changeInvite(call.requestId(), code, change);
  }

  /**
   * Refuses a period that has no moment, of the patch alone or together with what this gateway
   * knows of the invite. With a key the patch may be one that was carried out before another one:
   * then it has its decision, and the invite as it is now says nothing about it.
   */
  private void requirePeriod(
      ChangeCall call, String code, PatchField<Instant> startsAt, PatchField<Instant> expiresAt) {
    if (startsAt.present() == expiresAt.present() || call.key() != null) {
      Fields.period(startsAt.value(), expiresAt.value());
      return;
    }
    known(code)
        .ifPresent(
            invite ->
                Fields.period(
                    startsAt.present() ? startsAt.value() : invite.startsAt(),
                    expiresAt.present() ? expiresAt.value() : invite.expiresAt()));
  }

  private Optional<Invite> known(String code) {
    try {
      return invites.find(code);
    } catch (InvitesNotReadyException e) {
      return Optional.empty();
    }
  }

  private static CreateInvite command(ChangeCall call, CreateBody body) {
    Long maxUses = Fields.maxUses(body.maxUses());
    Instant startsAt = Fields.time("startsAt", body.startsAt());
    Instant expiresAt = Fields.time("expiresAt", body.expiresAt());
    Fields.period(startsAt, expiresAt);
    return Requests.creation(maxUses, startsAt, expiresAt, call.caller().subject());
  }
}
