package dev.admitone.gateway.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.gateway.invites.Invite;
import dev.admitone.schemas.avro.RedemptionDecided;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What calls about invites take and give. */
public final class InviteBodies {

  private InviteBodies() {}

  /** What creating an invite takes. */
  public record CreateBody(
      @Nullable String code,
      @Nullable Long count,
      @Nullable Long maxUses,
      @Nullable String startsAt,
      @Nullable String expiresAt) {}

  /** What changing an invite takes: a merge patch. */
  public record ChangeBody(
      PatchField<Long> maxUses,
      PatchField<String> startsAt,
      PatchField<String> expiresAt,
      PatchField<Boolean> revoked) {}

  /** What creating or changing an invite gives. */
  public record Done(UUID requestId, String status, String code, FullInvite invite) {

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
  public record DoneMany(
      UUID requestId,
      String status,
      int count,
      List<String> codes,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PendingCode> pending,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int unsent) {}

  /**
   * A code that is not decided yet.
   *
   * @param location URL of the status of its request
   */
  public record PendingCode(UUID requestId, String code, String location) {}

  /** An invite as operators see it; null is unlimited, or no such time. */
  public record FullInvite(
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
