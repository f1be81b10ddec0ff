package dev.admitone.processor.adoption.inspection;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What an adoption finds in the old tables: how many of each kind, and the first ones by name. */
public final class AdoptionReport {

  /** How many of a kind are named. */
  public static final int NAMED_MAX = 20;

  /**
   * What was found of a kind.
   *
   * @param which the first ones, at most 20
   */
  public record Found(long count, List<String> which) {

    /** Takes a copy. */
    public Found {
      which = List.copyOf(which);
    }
  }

  private final List<String> tables = new ArrayList<>();
  private final Map<FindingKind, Found> findings = new EnumMap<>(FindingKind.class);

  /** A line about the tables as a whole. */
  public void tell(String line) {
    tables.add(line);
  }

  /** Something of a kind, if there is any. */
  public void found(FindingKind kind, long count, List<String> which) {
    if (count > 0) {
      findings.put(kind, new Found(count, which.stream().limit(NAMED_MAX).toList()));
    }
  }

  /** How many there are of a kind, and which. */
  public Found of(FindingKind kind) {
    return findings.getOrDefault(kind, new Found(0, List.of()));
  }

  /** The report, line by line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(tables);
    findings.forEach(
        (kind, found) -> {
          lines.add("%d %s".formatted(found.count(), kind.inWords()));
          found.which().forEach(which -> lines.add("    " + which));
          if (found.count() > found.which().size()) {
            lines.add("    and %d more".formatted(found.count() - found.which().size()));
          }
        });
    return lines;
  }
}
