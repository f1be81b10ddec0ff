package dev.admitone.gateway.http;

import dev.admitone.gateway.http.InviteBodies.ChangeBody;
import dev.admitone.gateway.http.InviteBodies.CreateBody;
import dev.admitone.schemas.ContentFingerprints;
import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes requests for the log of what operators ask for. */
final class InviteRequests {

  private final GeneratedCodes codes;

  InviteRequests(GeneratedCodes codes) {
    this.codes = codes;
  }

  /** To create one invite; its code is made here if none is given. */
  RedemptionRequest create(ChangeCall call, CreateBody body) {
    String code = body.code() == null ? codes.of(call) : Fields.code(body.code());
    CreateInvite create = command(call, body);
    return RedemptionRequest.newBuilder()
        .setRequestId(call.requestId())
        .setContentFingerprint(ContentFingerprints.of(code, create))
        .setCode(code)
        .setCreateInvite(create)
        .build();
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
      String code = codes.of(call, count, i);
      requests.add(
          RedemptionRequest.newBuilder()
              .setRequestId(RequestIds.of(call, i))
              .setContentFingerprint(ContentFingerprints.of(code, create))
              .setCode(code)
              .setCreateInvite(create)
              .build());
    }
    return requests;
  }

  /** To change the invite of the code. */
  RedemptionRequest change(ChangeCall call, String code, ChangeBody body) {
    Member<Long> maxUses = body.maxUses().map(Fields::maxUses);
    Member<Instant> startsAt = body.startsAt().map(text -> Fields.time("startsAt", text));
    Member<Instant> expiresAt = body.expiresAt().map(text -> Fields.time("expiresAt", text));
    Member<Boolean> revoked = body.revoked().map(Fields::revoked);
    if (Stream.of(maxUses, startsAt, expiresAt, revoked).noneMatch(Member::present)) {
      throw new InvalidRequestException(
          "The patch must have at least one of maxUses, startsAt, expiresAt and revoked");
    }
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
    return RedemptionRequest.newBuilder()
        .setRequestId(call.requestId())
        .setContentFingerprint(ContentFingerprints.of(code, change))
        .setCode(code)
        .setChangeInvite(change)
        .build();
  }

  private static CreateInvite command(ChangeCall call, CreateBody body) {
    Long maxUses = Fields.maxUses(body.maxUses());
    return new CreateInvite(
        maxUses == null,
        maxUses == null ? 0 : maxUses,
        Fields.time("startsAt", body.startsAt()),
        Fields.time("expiresAt", body.expiresAt()),
        call.caller().subject());
  }
}
