package dev.admitone.ops.imports;

import dev.admitone.ops.imports.ImportLine.Code;
import dev.admitone.ops.log.CarriedOut;
import dev.admitone.ops.log.Commands;
import dev.admitone.ops.log.RequestIds;
import dev.admitone.ops.security.Operator;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codes.ContentFingerprints;
import dev.admitone.schemas.codes.Requests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes invites of a batch of lines. The id of a line's request is derived from the import's key,
 * the code and the content: a file that is sent again gets the decisions that there are, and makes
 * exactly the invites that are missing. A line that was changed is another request, and finds that
 * the code exists.
 */
final class ImportBatches {

  /** How many codes a batch has at most. */
  static final int CODES_MAX = 1_000;

  private static final String PURPOSE = "ops-import";

  private final ImportsTable ledger;
  private final Commands commands;

  ImportBatches(ImportsTable ledger, Commands commands) {
    this.ledger = ledger;
    this.commands = commands;
  }

  /** Finds what {@link #make} would do. */
  void compare(Operator operator, ImportOrder order, List<Code> batch, Findings findings) {
    Map<UUID, Code> lines = new LinkedHashMap<>();
    for (Code line : batch) {
      lines.put(request(operator, order, line).getRequestId(), line);
    }
    Map<UUID, String> decided = commands.decided(lines.keySet());
    Set<String> existing = ledger.existing(batch.stream().map(Code::code).toList());
    lines.forEach(
        (id, line) -> {
          if (existing.contains(line.code()) && !isMade(decided.get(id))) {
            findings.bad(line, BadReason.CODE_EXISTS);
          } else {
            findings.invite();
          }
        });
  }

  /**
   * Sends the requests that are not decided yet, and waits for their decisions.
   *
   * @return whether all are decided
   */
  boolean make(Operator operator, ImportOrder order, List<Code> batch, Findings findings) {
    Map<UUID, Code> lines = new LinkedHashMap<>();
    Map<UUID, RedemptionRequest> requests = new LinkedHashMap<>();
    for (Code line : batch) {
      RedemptionRequest request = request(operator, order, line);
      lines.put(request.getRequestId(), line);
      requests.put(request.getRequestId(), request);
    }
    Map<UUID, String> outcomes = commands.decided(lines.keySet());
    // What was decided before is not sent again: a file that is sent again is soon through.
    requests.keySet().removeAll(outcomes.keySet());
    CarriedOut carriedOut = commands.carryOutAll(List.copyOf(requests.values()));
    outcomes.putAll(carriedOut.outcomes());
    lines.forEach((id, line) -> note(line, outcomes.get(id), carriedOut.isSent(id), findings));
    return outcomes.size() == lines.size();
  }

  private static void note(Code line, @Nullable String outcome, boolean isSent, Findings findings) {
    if (isMade(outcome)) {
      findings.invite();
    } else if (outcome != null) {
      findings.bad(line, BadReason.CODE_EXISTS);
    } else {
      findings.bad(line, isSent ? BadReason.NOT_DECIDED : BadReason.NOT_SENT);
    }
  }

  private static boolean isMade(@Nullable String outcome) {
    return outcome != null && Commands.isDone(outcome);
  }

  private static RedemptionRequest request(Operator operator, ImportOrder order, Code line) {
    CreateInvite create =
        Requests.creation(line.maxUses(), line.startsAt(), line.expiresAt(), operator.name());
    UUID id =
        RequestIds.derived(
            PURPOSE,
            ContentFingerprints.of(line.code(), create),
            operator.name(),
            order.key(),
            line.code());
    return Requests.createInvite(id, line.code(), create);
  }
}
