package dev.admitone.gateway.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.gateway.call.RequestStatus;
import dev.admitone.gateway.invites.Invite;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What calls about invites take and give. */
final class InviteBodies {

  private InviteBodies() {}

  /** What creating an invite takes. */
  record CreateBody(
      @Nullable String code,
      @Nullable Long count,
      @Nullable Long maxUses,
      @Nullable String startsAt,
      @Nullable String expiresAt) {}

  /** What changing an invite takes: a merge patch. */
  record ChangeBody(
      PatchField<Long> maxUses,
      PatchField<String> startsAt,
      PatchField<String> expiresAt,
      PatchField<Boolean> revoked) {}

  /** What a response to creating invites is; generated clients choose the class of a body by it. */
  enum Kind {
    CREATED,
    CREATED_MANY,
    PENDING,
    PENDING_MANY
  }

  /** The response to a call that has created one invite. */
  record CreatedInvite(Kind kind, UUID requestId, String status, String code, FullInvite invite) {

    static CreatedInvite of(RedemptionDecided decision, Invite invite) {
      return new CreatedInvite(
          Kind.CREATED,
          decision.getRequestId(),
          decision.getOutcome().name(),
          invite.code(),
          FullInvite.of(invite));
    }
  }

  /** The response to a call that creates one invite, while it is pending. */
  record PendingInvite(Kind kind, UUID requestId, String status, long ahead) {

    static PendingInvite of(UUID requestId, long ahead) {
      return new PendingInvite(Kind.PENDING, requestId, RequestStatus.PENDING, ahead);
    }
  }

  /** The response to a call that has created many invites. */
  record CreatedInvites(Kind kind, UUID requestId, String status, int count, List<String> codes) {

    static CreatedInvites of(UUID requestId, List<String> codes) {
      return new CreatedInvites(
          Kind.CREATED_MANY, requestId, Outcome.DONE.name(), codes.size(), codes);
    }
  }

  /**
   * The response to a call that creates many invites, while some are pending.
   *
   * @param codes the codes that can be redeemed
   * @param pending the codes that are not decided yet, or that this gateway does not show yet;
   *     absent if there are none
   * @param unsent number of invites whose requests are not in the log, because the decision of the
   *     first one has to come before them: to complete them, the caller sends the call again with
   *     its key; absent if there are none
   */
  record PendingInvites(
      Kind kind,
      UUID requestId,
      String status,
      int count,
      List<String> codes,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PendingCode> pending,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int unsent) {

    static PendingInvites of(
        UUID requestId, int count, List<String> codes, List<PendingCode> pending, int unsent) {
      return new PendingInvites(
          Kind.PENDING_MANY, requestId, RequestStatus.PENDING, count, codes, pending, unsent);
    }
  }

  /** The response to a call that has changed an invite. */
  record UpdatedInvite(UUID requestId, String status, String code, FullInvite invite) {

    static UpdatedInvite of(RedemptionDecided decision, Invite invite) {
      return new UpdatedInvite(
          decision.getRequestId(),
          decision.getOutcome().name(),
          invite.code(),
          FullInvite.of(invite));
    }
  }

  /**
   * A code that is not decided yet.
   *
   * @param location URL of the status of its request
   */
  record PendingCode(UUID requestId, String code, String location) {}

  /** An invite as operators see it; null is unlimited, or no such time. */
  record FullInvite(
      String code,
      @Nullable Long maxUses,
      long currentUses,
      @Nullable Long remainingUses,
      @Nullable Instant startsAt,
      @Nullable Instant expiresAt,
      boolean revoked) {

    static FullInvite of(Invite invite) {
      return new FullInvite(
          invite.code(),
          invite.maxUses(),
          invite.currentUses(),
          invite.remainingUses(),
          invite.startsAt(),
          invite.expiresAt(),
          invite.revokedAt() != null);
    }
  }
}
