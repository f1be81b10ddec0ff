package dev.admitone.processor.redemption;

import java.util.Optional;
import java.util.UUID;

/**
 * A user is erased, as far as one code is concerned.
 *
 * @param inviteId {@link #NO_INVITE} if the code has none: the ledger may have refused the user
 * @param pseudonym what stands for the user from then on
 */
public record Erasure(UUID inviteId, String code, String userId, String pseudonym) {

  /** No invite has it. */
  public static final UUID NO_INVITE = new UUID(0, 0);

  /** What the command makes of it. */
  public static Erasure of(Request request, Command.EraseUser command, Optional<Invite> invite) {
    return new Erasure(
        invite.map(Invite::id).orElse(NO_INVITE),
        request.code(),
        command.userId(),
        command.pseudonym());
  }

  /** Says nothing of the user. */
  @Override
  public String toString() {
    return "Erasure[code=%s, pseudonym=%s]".formatted(code, pseudonym);
  }
}
