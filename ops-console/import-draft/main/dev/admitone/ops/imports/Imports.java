package dev.admitone.ops.imports;

import dev.admitone.ops.imports.BoundedLines.Line;
import dev.admitone.ops.imports.ImportLine.Code;
import dev.admitone.ops.log.RequestWriter;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codes.ContentFingerprints;
import dev.admitone.schemas.codes.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes invites of the lines of a file: each becomes a request in the log, and a lane decides it.
 * Batch after batch is sent, and its decisions are waited for, so an import is never further ahead
 * of the lanes than a batch, and takes the memory of one.
 */
public final class Imports {

  /** How many codes one import takes. */
  static final int CODES_MAX = 1_000_000;

  private static final int BATCH_CODES = 1_000;
  private static final Duration DECISIONS_WAIT = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final ImportsTable ledger;
  private final RequestWriter log;

  Imports(ImportsTable ledger, RequestWriter log) {
    this.ledger = ledger;
    this.log = log;
  }

  /**
   * What is imported.
   *
   * @param operator the subject of the operator's token, which becomes the invites' creator
   * @param key which the same file has each time that it is sent
   */
  record Order(String operator, String key, boolean dryRun) {}

  /** Reads the file to its end. */
  ImportReport run(Order order, BoundedLines file, LineParser parser, long linesBefore)
      throws IOException {
    Findings findings = new Findings();
    for (long i = 0; i < linesBefore; i++) {
      findings.line();
    }
    SeenCodes seen = new SeenCodes();
    List<Code> batch = new ArrayList<>(BATCH_CODES);
    for (Line line = file.next(); line != null; line = file.next()) {
      findings.line();
      switch (read(line, parser, seen)) {
        case null -> {
          // An empty line, such as the last one of many files.
        }
        case ImportLine.Bad bad -> findings.bad(bad.number(), bad.reason());
        case Code code -> batch.add(code);
      }
      if (batch.size() == BATCH_CODES) {
        carryOut(order, batch, findings);
        batch.clear();
      }
    }
    carryOut(order, batch, findings);
    return findings.report(order.dryRun());
  }

  private static @Nullable ImportLine read(
      Line line, LineParser parser, SeenCodes seen) {
    if (line.text() == null) {
      return new ImportLine.Bad(line.number(), BadReason.TOO_LONG);
    }
    if (line.text().isBlank()) {
      return null;
    }
    ImportLine parsed = parser.parse(line.number(), line.text());
    if (!(parsed instanceof Code code)) {
      return parsed;
    }
    if (!seen.add(code.code())) {
      return new ImportLine.Bad(line.number(), BadReason.DUPLICATE);
    }
    return seen.count() > CODES_MAX
        ? new ImportLine.Bad(line.number(), BadReason.TOO_MANY)
        : parsed;
  }

  private void carryOut(Order order, List<Code> batch, Findings findings) {
    if (batch.isEmpty()) {
      return;
    }
    Map<UUID, Code> lines = new LinkedHashMap<>();
    List<RedemptionRequest> requests = new ArrayList<>(batch.size());
    for (Code line : batch) {
      RedemptionRequest request = request(order, line);
      lines.put(request.getRequestId(), line);
      requests.add(request);
    }
    Map<UUID, String> decided = ledger.decided(lines.keySet());
    if (order.dryRun()) {
      Set<String> existing = ledger.existing(batch.stream().map(Code::code).toList());
      lines.forEach(
          (id, line) -> {
            if (existing.contains(line.code()) && !isMade(decided.get(id))) {
              findings.bad(line.number(), BadReason.CODE_EXISTS);
            } else {
              findings.invite();
            }
          });
      return;
    }
    // What was decided before is not sent again: a file that is sent again is soon through.
    requests.removeIf(request -> decided.containsKey(request.getRequestId()));
    Set<UUID> sent = log.append(requests);
    requests.removeIf(request -> !sent.contains(request.getRequestId()));
    decided.putAll(decisions(sent));
    lines.forEach(
        (id, line) -> {
          String outcome = decided.get(id);
          if (isMade(outcome)) {
            findings.invite();
          } else if (outcome != null) {
            findings.bad(line.number(), BadReason.CODE_EXISTS);
          } else {
            findings.bad(
                line.number(), sent.contains(id) ? BadReason.NOT_DECIDED : BadReason.NOT_SENT);
          }
        });
  }

  private static boolean isMade(@Nullable String outcome) {
    return "DONE".equals(outcome);
  }

  private static RedemptionRequest request(Order order, Code line) {
    CreateInvite create =
        Requests.creation(line.maxUses(), line.startsAt(), line.expiresAt(), order.operator());
    UUID id =
        ImportIds.of(
            order.operator(),
            order.key(),
            line.code(),
            ContentFingerprints.of(line.code(), create));
    return Requests.createInvite(id, line.code(), create);
  }

  /** Those that are decided in time. */
  private Map<UUID, String> decisions(Set<UUID> ids) {
    long deadlineNanos = System.nanoTime() + DECISIONS_WAIT.toNanos();
    Map<UUID, String> decided = ledger.decided(ids);
    while (decided.size() < ids.size() && System.nanoTime() < deadlineNanos) {
      pause();
      decided = ledger.decided(ids);
    }
    return decided;
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for decisions", e);
    }
  }
}
