package dev.admitone.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.admitone.gateway.invites.Invite;
import dev.admitone.schemas.avro.RedemptionDecided;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What calls about invites take and give. */
final class InviteBodies {

  private InviteBodies() {}

  /** What creating an invite takes. */
  record CreateBody(
      @Nullable String code,
      @Nullable Long maxUses,
      @Nullable String startsAt,
      @Nullable String expiresAt) {}

  /** What changing an invite takes: a merge patch. */
  record ChangeBody(
      Member<Long> maxUses,
      Member<String> startsAt,
      Member<String> expiresAt,
      Member<Boolean> revoked) {}

  /** What validating a code takes. */
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
