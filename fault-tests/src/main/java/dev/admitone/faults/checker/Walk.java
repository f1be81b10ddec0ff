package dev.admitone.faults.checker;

import dev.admitone.faults.history.History;
import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the log in order, with the state of each code before each decision. Codes that SQL
 * changed are left out: the log alone does not say what they were.
 */
final class Walk {

  private final History history;
  private final Map<UUID, LedgerRows.Decision> decisions;

  Walk(History history) {
    this.history = history;
    this.decisions = byId(history.ledger().decisions());
  }

  /** Is told each decision. */
  interface Visitor {

    /**
     * A record that was decided.
     *
     * @param before the code's state at its offset
     */
    void decided(
        Logged logged, Logged.Request request, LedgerRows.Decision decision, CodeState before);
  }

  /** The first row of each id: that there are more is another promise's matter. */
  static Map<UUID, LedgerRows.Decision> byId(List<LedgerRows.Decision> rows) {
    return rows.stream()
        .collect(
            Collectors.toMap(
                LedgerRows.Decision::id, Function.identity(), (first, _) -> first, HashMap::new));
  }

  /** Goes through all; returns each code's state at the end. */
  Map<String, CodeState> through(Visitor visitor) {
    Map<String, CodeState> states = new TreeMap<>();
    for (Logged logged : history.log()) {
      Logged.Request request = logged.request();
      if (request == null || history.ledger().changedBySql().contains(request.code())) {
        continue;
      }
      LedgerRows.Decision decision = decisionOf(logged, request);
      if (decision == null) {
        continue;
      }
      CodeState state = states.computeIfAbsent(request.code(), _ -> new CodeState());
      visitor.decided(logged, request, decision, state);
      state.apply(request, decision.outcome(), logged.appendedAt());
    }
    return states;
  }

  /** The decision that was made about this record, not about another one with its id. */
  private LedgerRows.@Nullable Decision decisionOf(Logged logged, Logged.Request request) {
    LedgerRows.Decision decision = decisions.get(request.id());
    return decision != null && decision.place().equals(logged.place()) ? decision : null;
  }
}
