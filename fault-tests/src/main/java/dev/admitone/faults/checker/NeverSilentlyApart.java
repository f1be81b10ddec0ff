package dev.admitone.faults.checker;

import dev.admitone.faults.history.History;
import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Probe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * P9: when all has recovered, ledger and log agree: nothing stops the lanes, places are the log's
 * ends, decisions lie before them, and what was told is in the ledger.
 */
final class NeverSilentlyApart implements PromiseCheck {

  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    for (LedgerRows.Progress progress : history.ledger().progress()) {
      violations.addAll(check(progress, history));
    }
    violations.addAll(beyondPlaces(history));
    violations.addAll(healed(history));
    violations.addAll(toldAndNotThere(history));
    return violations;
  }

  private static List<Violation> check(LedgerRows.Progress progress, History history) {
    long end = history.ends().getOrDefault(progress.partition(), 0L);
    List<Violation> violations = new ArrayList<>();
    if (progress.reason() != null) {
      violations.add(Violation.of(Promise.P9, "nothing is decided any more", progress));
    }
    if (progress.nextOffset() > end) {
      violations.add(
          Violation.of(Promise.P9, "the ledger is beyond the log's end " + end, progress));
    }
    if (progress.reason() == null && progress.nextOffset() < end && isSilent(history)) {
      violations.add(
          Violation.of(
              Promise.P9,
              "the ledger is behind the log's end %d, and readiness is green".formatted(end),
              progress));
    }
    return violations;
  }

  /** No fault of a run takes anything from the log, or from what the ledger has committed. */
  private static List<Violation> healed(History history) {
    return history.healings().stream()
        .map(healing -> Violation.of(Promise.P9, "ledger and log came apart", healing))
        .toList();
  }

  /** Whether each service's last word was that it serves. */
  private static boolean isSilent(History history) {
    Map<String, Probe> last = new HashMap<>();
    for (Probe probe : history.probes()) {
      last.merge(
          probe.service(), probe, (one, other) -> other.at().isBefore(one.at()) ? one : other);
    }
    return last.values().stream().allMatch(Probe::ready);
  }

  private static List<Violation> beyondPlaces(History history) {
    Map<Integer, Long> places = new HashMap<>();
    for (LedgerRows.Progress progress : history.ledger().progress()) {
      places.put(progress.partition(), progress.nextOffset());
    }
    return history.ledger().decisions().stream()
        .filter(row -> row.place().offset() >= places.getOrDefault(row.place().partition(), 0L))
        .map(row -> Violation.of(Promise.P9, "a decision lies beyond the ledger's place", row))
        .toList();
  }

  private static List<Violation> toldAndNotThere(History history) {
    Set<UUID> decided =
        history.ledger().decisions().stream()
            .map(LedgerRows.Decision::id)
            .collect(Collectors.toSet());
    return history.results().stream()
        .filter(told -> told.isDecision() && !decided.contains(told.requestId()))
        .map(
            told ->
                Violation.of(Promise.P9, "a decision was told that the ledger does not have", told))
        .toList();
  }
}
