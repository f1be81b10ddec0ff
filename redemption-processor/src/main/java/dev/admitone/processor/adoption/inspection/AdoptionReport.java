package dev.admitone.processor.adoption.inspection;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What an adoption finds in the old tables: how many of each kind, and which. */
public final class AdoptionReport {

  /**
   * How many of a kind are named, other than codes that are held back: the operator decides each of
   * these.
   */
  public static final int NAMED_MAX = 10_000;

  /**
   * What was found of a kind.
   *
   * @param which the first ones; all, if the kind holds codes back
   */
  public record Found(long count, List<String> which) {

    /** Takes a copy. */
    public Found {
      which = List.copyOf(which);
    }
  }

  private static final class Findings {

    private long count;
    private long lines;
    private final List<String> which = new ArrayList<>();
  }

  private final List<String> tables = new ArrayList<>();
  private final Map<FindingKind, Findings> findings = new EnumMap<>(FindingKind.class);

  /** A line about the tables as a whole. */
  void tell(String line) {
    tables.add(line);
  }

  /** Something of a kind that stands for a number of them. */
  void found(FindingKind kind, long count, String which) {
    Findings found = findings.computeIfAbsent(kind, _ -> new Findings());
    found.count += count;
    found.lines++;
    if (kind.holdsBack() || found.which.size() < NAMED_MAX) {
      found.which.add(which);
    }
  }

  /** How many there are of a kind, and which. */
  public Found of(FindingKind kind) {
    Findings found = findings.get(kind);
    return found == null ? new Found(0, List.of()) : new Found(found.count, found.which);
  }

  /**
   * The report, line by line.
   *
   * @param namedMax how many of each kind are named at most
   */
  public List<String> lines(int namedMax) {
    List<String> lines = new ArrayList<>(tables);
    findings.forEach(
        (kind, found) -> {
          lines.add("%d %s".formatted(found.count, kind.inWords()));
          found.which.stream().limit(namedMax).forEach(which -> lines.add("    " + which));
          long unnamed = found.lines - Math.min(namedMax, found.which.size());
          if (unnamed > 0) {
            lines.add("    and %d more".formatted(unnamed));
          }
        });
    return lines;
  }
}
