package dev.admitone.faults.recording;

import dev.admitone.faults.history.ConsoleHistory;
import dev.admitone.faults.history.DeadLetter;
import dev.admitone.faults.history.Drift;
import dev.admitone.faults.history.History;
import dev.admitone.faults.history.Intended;
import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Place;
import dev.admitone.faults.history.Seen;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completes a recorded history with what the product has once everything has recovered. */
public final class FinalState {

  private static final int TRIES_MAX = 10;

  private FinalState() {}

  /**
   * Reads topics and ledger.
   *
   * @param recorded what the run recorded; its other parts are empty
   * @param marks of what the run did on purpose
   * @param drifts what the console names
   * @param texts that are to be searched beside the topics' records
   */
  public static History read(
      History recorded,
      String brokers,
      Connection ledger,
      Marks marks,
      List<Drift> drifts,
      List<Seen> texts)
      throws SQLException {
    LogReader log = new LogReader(brokers);
    List<Logged> requests = log.requests();
    LedgerRows rows = new LedgerReader(ledger).rows();
    // Sweeps append to the log while it is read: both have to be of one moment.
    for (int tries = 1; tries < TRIES_MAX && !isOfOneMoment(requests, rows); tries++) {
      requests = log.requests();
      rows = new LedgerReader(ledger).rows();
    }
    List<DeadLetter> deadLetters = log.deadLetters();
    return new History(
        recorded.calls(),
        recorded.responses(),
        requests,
        log.results(),
        deadLetters,
        rows,
        ends(requests),
        new Intended(
            hostile(requests, marks.hostileKeyPrefix()),
            namesakes(requests, marks),
            marks.codesOfSql()),
        recorded.healings(),
        recorded.probes(),
        new ConsoleHistory(recorded.console().looks(), drifts),
        Stream.of(log.texts(), new LedgerReader(ledger).rowsWith(marks.secrets()), texts)
            .flatMap(List::stream)
            .toList(),
        marks.secrets());
  }

  private static boolean isOfOneMoment(List<Logged> requests, LedgerRows rows) {
    Map<Integer, Long> ends = ends(requests);
    return rows.progress().stream()
        .allMatch(place -> place.nextOffset() == ends.getOrDefault(place.partition(), 0L));
  }

  /** No transaction writes to the topic, so that the last record lies right before the end. */
  private static Map<Integer, Long> ends(List<Logged> requests) {
    Map<Integer, Long> ends = new HashMap<>();
    for (Logged logged : requests) {
      ends.merge(logged.place().partition(), logged.place().offset() + 1, Math::max);
    }
    return ends;
  }

  private static Set<String> namesakes(List<Logged> requests, Marks marks) {
    return requests.stream()
        .map(Logged::request)
        .filter(request -> request != null && request.wish() instanceof Logged.Redeem)
        .map(request -> ((Logged.Redeem) request.wish()).userId())
        .filter(marks.isNamesake())
        .collect(Collectors.toSet());
  }

  private static Set<Place> hostile(List<Logged> requests, String keyPrefix) {
    return requests.stream()
        .filter(logged -> logged.key().startsWith(keyPrefix))
        .map(Logged::place)
        .collect(Collectors.toSet());
  }
}
