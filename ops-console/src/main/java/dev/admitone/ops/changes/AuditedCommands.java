package dev.admitone.ops.changes;

import dev.admitone.ops.audit.AskedChange;
import dev.admitone.ops.audit.Audit;
import dev.admitone.ops.audit.AuditAction;
import dev.admitone.ops.invites.Invites;
import dev.admitone.ops.log.CarriedOut;
import dev.admitone.ops.log.Commands;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Carries one command out between the two halves of its entry in the audit. */
final class AuditedCommands {

  private final Commands commands;
  private final Audit audit;
  private final Invites invites;

  AuditedCommands(Commands commands, Audit audit, Invites invites) {
    this.commands = commands;
    this.audit = audit;
    this.invites = invites;
  }

  /**
   * Sends the request, unless it is decided already because the call was tried before.
   *
   * @param oldValues what was there before; null: nothing
   * @param newValues what is to be there; null: nothing
   * @throws RefusedCallException if the ledger refuses the command, or the log does not take it
   */
  Change carryOut(
      Cause cause,
      AuditAction action,
      RedemptionRequest request,
      @Nullable JsonNode oldValues,
      @Nullable JsonNode newValues) {
    UUID id = request.getRequestId();
    @Nullable String outcome = commands.decided(Set.of(id)).get(id);
    if (outcome == null) {
      UUID entry =
          audit.ask(
              new AskedChange(
                  cause.operator().name(),
                  action,
                  request.getCode(),
                  cause.reason(),
                  oldValues,
                  newValues,
                  List.of(id)));
      CarriedOut carriedOut = commands.carryOut(request);
      outcome = carriedOut.outcome(id);
      audit.complete(entry, outcome);
      if (!carriedOut.isSent(id)) {
        throw new RefusedCallException(Reason.NOT_ACKNOWLEDGED);
      }
    }
    return outcome == null ? new Change(id, null) : decided(request, outcome);
  }

  private Change decided(RedemptionRequest request, String outcome) {
    if (Commands.isDone(outcome)) {
      return new Change(request.getRequestId(), invites.find(request.getCode()).orElse(null));
    }
    throw new RefusedCallException(
        switch (outcome) {
          case "UNKNOWN_CODE" -> Reason.UNKNOWN_CODE;
          case "CODE_EXISTS" -> Reason.CODE_EXISTS;
          case "USE_NOT_FOUND" -> Reason.USE_NOT_FOUND;
          case "ALREADY_RELEASED" -> Reason.ALREADY_RELEASED;
          default -> throw new IllegalStateException("No outcome of a command: " + outcome);
        });
  }
}
