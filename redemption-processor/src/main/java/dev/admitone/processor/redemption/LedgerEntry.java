package dev.admitone.processor.redemption;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision in the ledger: one for each request id, for ever.
 *
 * @param id the request's
 * @param userId the user that redeemed; null for operators' commands
 * @param decidedAt the request's append time
 * @param position where the request lies that was decided; a repeat lies elsewhere
 * @param command an operator's command, whole; null for redemptions and for entries read back
 */
public record LedgerEntry(
    UUID id,
    Fingerprint fingerprint,
    String code,
    @Nullable String userId,
    Outcome outcome,
    Instant decidedAt,
    Position position,
    Command.@Nullable Operator command) {

  /** What is decided about the request, at its own place. */
  public static LedgerEntry of(Request request, Outcome outcome) {
    return new LedgerEntry(
        request.id(),
        request.fingerprint(),
        request.code(),
        request.userId(),
        outcome,
        request.appendedAt(),
        request.position(),
        request.command() instanceof Command.Operator operator ? operator : null);
  }

  /** The same about the user under the pseudonym. */
  LedgerEntry under(String pseudonym) {
    return new LedgerEntry(id, fingerprint, code, pseudonym, outcome, decidedAt, position, command);
  }

  /** Whether the request is the decided one, sent again. */
  public boolean isOf(Request request) {
    return fingerprint.equals(request.fingerprint()) && code.equals(request.code());
  }
}
