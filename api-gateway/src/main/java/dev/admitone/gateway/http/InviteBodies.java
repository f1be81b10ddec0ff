package dev.admitone.gateway.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.admitone.gateway.invites.Invite;
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
      Member<Long> maxUses,
      Member<String> startsAt,
      Member<String> expiresAt,
      Member<Boolean> revoked) {}

  /** What validating a code takes; more is ignored, since frontends send what they have. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ValidateBody(@Nullable String code) {}

  /** What creating or changing an invite gives. */
  record Done(UUID requestId, String status, String code, FullInvite invite) {

    static Done of(RedemptionDecided decision, Invite invite) {
      return new Done(
          decision.getRequestId(),
          decision.getOutcome().name(),
          invite.code(),
          FullInvite.of(invite));
    }
  }

  /**
   * What creating many invites gives.
   *
   * @param codes those that can be redeemed
   * @param pending those that are not decided yet, or not shown here yet; absent if there are none
   * @param unsent how many are not in the log, because the first one's decision has to come before
   *     them: to be completed, the call is sent again with its key; absent if there are none
   */
  record DoneMany(
      UUID requestId,
      String status,
      int count,
      List<String> codes,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PendingCode> pending,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int unsent) {}

  /**
   * A code that is not decided yet.
   *
   * @param location where its request's decision is to be had
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

  /** An invite as everybody sees it; null is unlimited, or no such time. */
  record ValidInvite(
      String code,
      @Nullable Long maxUses,
      long currentUses,
      @Nullable Long remainingUses,
      @Nullable Instant expiresAt) {

    static ValidInvite of(Invite invite) {
      return new ValidInvite(
          invite.code(),
          invite.maxUses(),
          invite.currentUses(),
          invite.remainingUses(),
          invite.expiresAt());
    }
  }

  /** Whether a code could be redeemed now. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Validity(
      @JsonProperty("isValid") boolean valid,
      @Nullable ValidInvite invite,
      @Nullable Reason reason,
      @Nullable String error) {

    static Validity valid(Invite invite) {
      return new Validity(true, ValidInvite.of(invite), null, null);
    }

    static Validity invalid(Reason reason) {
      return new Validity(false, null, reason, reason.sentence());
    }
  }
}
