package dev.admitone.gateway.validity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.admitone.gateway.invites.Invite;
import dev.admitone.gateway.problem.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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

  /** An invite as any caller may see it; null is unlimited, or no such time. */
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
}
