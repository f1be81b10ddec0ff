package dev.admitone.ops.imports;

import dev.admitone.ops.imports.ImportReport.BadLine;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What an import finds, bounded: of the bad lines the first are kept, all are counted. */
final class Findings {

  static final int LISTED_MAX = 1_000;

  private final Map<BadReason, Long> bad = new EnumMap<>(BadReason.class);
  private final List<BadLine> listed = new ArrayList<>();
  private long lines;
  private long invites;
  private long badCount;

  void line() {
    lines++;
  }

  void invite() {
    invites++;
  }

  void bad(long line, BadReason reason) {
    badCount++;
    bad.merge(reason, 1L, Long::sum);
    if (listed.size() < LISTED_MAX) {
      listed.add(new BadLine(line, reason));
    }
  }

  ImportReport report(boolean dryRun) {
    return new ImportReport(
        dryRun, lines, invites, Map.copyOf(bad), List.copyOf(listed), badCount == listed.size());
  }
}
