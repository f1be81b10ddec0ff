package dev.admitone.ops.imports;

import dev.admitone.ops.imports.ImportReport.BadLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an import finds, bounded: of the bad lines the first are kept, all are counted. */
final class Findings {

  /** A report of so many lines takes about half a megabyte. */
  static final int LISTED_MAX = 10_000;

  private final Map<BadReason, Long> bad = new EnumMap<>(BadReason.class);
  private final List<BadLine> listed = new ArrayList<>();
  private long lines;
  private long invites;
  private long badCount;
  private boolean stopped;

  void line() {
    lines++;
  }

  void invite() {
    invites++;
  }

  void bad(ImportLine.Bad line) {
    bad(line.number(), line.code(), line.reason());
  }

  void bad(ImportLine.Code line, BadReason reason) {
    bad(line.number(), line.code(), reason);
  }

  private void bad(long number, @Nullable String code, BadReason reason) {
    badCount++;
    bad.merge(reason, 1L, Long::sum);
    if (listed.size() < LISTED_MAX) {
      listed.add(new BadLine(number, code, reason));
    }
  }

  /** What follows in the file is not read. */
  void stop() {
    stopped = true;
  }

  ImportReport report(boolean dryRun) {
    return new ImportReport(
        dryRun,
        lines,
        invites,
        Collections.unmodifiableMap(bad),
        List.copyOf(listed),
        badCount == listed.size(),
        stopped ? lines : null);
  }
}
