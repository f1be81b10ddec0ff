package dev.admitone.faults.recording;

import dev.admitone.faults.history.DeadLetter;
import dev.admitone.faults.history.History;
import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Completes a recorded history with what the product has once everything has recovered. */
public final class FinalState {

  private FinalState() {}

  /**
   * Reads topics and ledger.
   *
   * @param recorded what the run recorded; its other parts are empty
   * @param hostileKeyPrefix begins the keys of records that the run made impossible
   * @param secrets what no record may hold
   */
  public static History read(
      History recorded,
      String brokers,
      Connection ledger,
      String hostileKeyPrefix,
      Set<String> secrets)
      throws SQLException {
    LogReader log = new LogReader(brokers);
    List<Logged> requests = log.requests();
    List<DeadLetter> deadLetters = log.deadLetters();
    LedgerRows rows = new LedgerReader(ledger).rows();
    return new History(
        recorded.calls(),
        recorded.responses(),
        requests,
        log.results(),
        deadLetters,
        rows,
        ends(requests),
        hostile(requests, hostileKeyPrefix),
        recorded.probes(),
        log.texts(),
        secrets);
  }

  /** No transaction writes to the topic, so that the last record lies right before the end. */
  private static Map<Integer, Long> ends(List<Logged> requests) {
    Map<Integer, Long> ends = new HashMap<>();
    for (Logged logged : requests) {
      ends.merge(logged.place().partition(), logged.place().offset() + 1, Math::max);
    }
    return ends;
  }

  private static Set<Place> hostile(List<Logged> requests, String keyPrefix) {
    return requests.stream()
        .filter(logged -> logged.key().startsWith(keyPrefix))
        .map(Logged::place)
        .collect(Collectors.toSet());
  }
}
