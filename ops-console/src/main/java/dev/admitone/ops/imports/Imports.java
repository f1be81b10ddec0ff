package dev.admitone.ops.imports;

import dev.admitone.ops.audit.AskedChange;
import dev.admitone.ops.audit.Audit;
import dev.admitone.ops.audit.AuditAction;
import dev.admitone.ops.audit.AuditState;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.security.Operator;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes invites of the lines of a file: each becomes a request in the log, and a lane decides it.
 * Batch after batch is sent, and its decisions are waited for, so an import is never further ahead
 * of the lanes than a batch, and takes the memory of one.
 */
public final class Imports {

  /** How many files the console reads simultaneously: each takes 16 MB for a million codes. */
  static final int FILES_MAX = 2;

  private final ImportBatches batches;
  private final Audit audit;
  private final Semaphore permits = new Semaphore(FILES_MAX);

  Imports(ImportBatches batches, Audit audit) {
    this.batches = batches;
    this.audit = audit;
  }

  /**
   * Reads the file to its end, or to where the log or the lanes do not keep up.
   *
   * @throws RefusedCallException if the operator may only look, if the file is none, or if the
   *     console reads enough files already
   */
  public ImportReport run(Operator operator, ImportOrder order, InputStream file)
      throws IOException {
    operator.requireChange();
    if (!permits.tryAcquire()) {
      throw new RefusedCallException(Reason.IMPORTS_BUSY);
    }
    try {
      Findings findings = new Findings();
      CodeLines lines = CodeLines.of(order.format(), file, findings);
      return order.dryRun()
          ? compare(operator, order, lines, findings)
          : make(operator, order, lines, findings);
    } finally {
      permits.release();
    }
  }

  private ImportReport compare(
      Operator operator, ImportOrder order, CodeLines lines, Findings findings) throws IOException {
    for (var batch = next(lines); !batch.isEmpty(); batch = next(lines)) {
      batches.compare(operator, order, batch, findings);
    }
    return findings.report(true);
  }

  private ImportReport make(
      Operator operator, ImportOrder order, CodeLines lines, Findings findings) throws IOException {
    UUID entry = audit.ask(asked(operator, order));
    boolean isRead = false;
    try {
      for (var batch = next(lines); !batch.isEmpty(); batch = next(lines)) {
        if (!batches.make(operator, order, batch, findings)) {
          findings.stop();
          break;
        }
      }
      isRead = true;
    } finally {
      ImportReport report = findings.report(false);
      boolean isComplete = isRead && report.isComplete();
      audit.complete(entry, isComplete ? AuditState.DONE : AuditState.UNKNOWN, values(report));
    }
    return findings.report(false);
  }

  private static List<ImportLine.Code> next(CodeLines lines) throws IOException {
    return lines.batch(ImportBatches.CODES_MAX);
  }

  /** The codes are too many to name. */
  private static AskedChange asked(Operator operator, ImportOrder order) {
    return new AskedChange(
        operator.name(), AuditAction.IMPORT, order.key(), order.reason(), null, null, List.of());
  }

  private static ObjectNode values(ImportReport report) {
    long bad = report.bad().values().stream().mapToLong(Long::longValue).sum();
    return JsonMapper.shared()
        .createObjectNode()
        .put("lines", report.lines())
        .put("invites", report.invites())
        .put("badLines", bad);
  }
}
