package dev.admitone.faults.checker;

import dev.admitone.faults.history.Call;
import dev.admitone.faults.history.DeadLetter;
import dev.admitone.faults.history.History;
import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Outcomes;
import dev.admitone.faults.history.Place;
import dev.admitone.faults.history.Response;
import dev.admitone.faults.history.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * P4: what was acknowledged or lies in the log was decided and told, only impossible records are
 * dead letters, and each call got a response within its wait.
 */
final class NothingLost implements PromiseCheck {

  /** How much later than a call's wait its response may be: a machine may be busy. */
  static final Duration LATENESS_MAX = Duration.ofSeconds(10);

  @Override
  public List<Violation> check(History history) {
    Set<UUID> decided =
        history.ledger().decisions().stream()
            .map(LedgerRows.Decision::id)
            .collect(Collectors.toSet());
    Set<Place> dead =
        history.deadLetters().stream().map(DeadLetter::source).collect(Collectors.toSet());
    List<Violation> violations = new ArrayList<>();
    violations.addAll(undecided(history, decided, dead));
    violations.addAll(untold(history, dead));
    violations.addAll(acknowledgedAndGone(history, decided, dead));
    violations.addAll(wronglyDead(history));
    violations.addAll(hostileAndNotDead(history, dead));
    violations.addAll(toldToBeDead(history, dead));
    violations.addAll(withoutResponse(history));
    return violations;
  }

  private static List<Violation> undecided(History history, Set<UUID> decided, Set<Place> dead) {
    return history.log().stream()
        .filter(logged -> isToDecide(logged) && !dead.contains(logged.place()))
        .filter(logged -> logged.request() != null && !decided.contains(logged.request().id()))
        .map(logged -> Violation.of(Promise.P4, "a request of the log has no decision", logged))
        .toList();
  }

  private static List<Violation> untold(History history, Set<Place> dead) {
    Set<Place> told =
        history.results().stream()
            .filter(result -> result.isDecision() || result.isOfAReusedId())
            .map(Told::about)
            .collect(Collectors.toSet());
    return history.log().stream()
        .filter(logged -> isToDecide(logged) && !dead.contains(logged.place()))
        .filter(logged -> !told.contains(logged.place()))
        .map(logged -> Violation.of(Promise.P4, "a request of the log has no result", logged))
        .toList();
  }

  private static boolean isToDecide(Logged logged) {
    Logged.Request request = logged.request();
    return request != null && !(request.wish() instanceof Logged.Nothing);
  }

  private static List<Violation> acknowledgedAndGone(
      History history, Set<UUID> decided, Set<Place> dead) {
    Set<UUID> known = new HashSet<>(decided);
    for (Logged logged : history.log()) {
      if (logged.request() != null && dead.contains(logged.place())) {
        known.add(logged.request().id());
      }
    }
    return history.responses().stream()
        .filter(Response::isAcknowledged)
        .filter(response -> response.requestId() != null && !known.contains(response.requestId()))
        .map(response -> Violation.of(Promise.P4, "an acknowledged request is gone", response))
        .toList();
  }

  private static List<Violation> wronglyDead(History history) {
    Map<Place, Logged> log =
        history.log().stream()
            .collect(Collectors.toMap(Logged::place, Function.identity(), (first, _) -> first));
    return history.deadLetters().stream()
        .filter(letter -> !history.intended().hostile().contains(letter.source()))
        .map(
            letter ->
                Violation.of(
                    Promise.P4,
                    "a possible request is a dead letter",
                    letter,
                    String.valueOf(log.get(letter.source()))))
        .toList();
  }

  private static List<Violation> hostileAndNotDead(History history, Set<Place> dead) {
    Set<Place> decided =
        history.ledger().decisions().stream()
            .map(LedgerRows.Decision::place)
            .collect(Collectors.toSet());
    List<Violation> violations = new ArrayList<>();
    for (Logged logged : history.log()) {
      if (history.intended().hostile().contains(logged.place())) {
        if (!dead.contains(logged.place())) {
          violations.add(Violation.of(Promise.P4, "an impossible record has vanished", logged));
        }
        if (decided.contains(logged.place())) {
          violations.add(Violation.of(Promise.P4, "an impossible record was decided", logged));
        }
      }
    }
    return violations;
  }

  private static List<Violation> toldToBeDead(History history, Set<Place> dead) {
    return history.results().stream()
        .filter(told -> told.outcome().equals(Outcomes.DEAD_LETTERED))
        .filter(told -> !dead.contains(told.about()))
        .map(
            told ->
                Violation.of(
                    Promise.P4, "a record was told to be a dead letter, and is none", told))
        .toList();
  }

  private static List<Violation> withoutResponse(History history) {
    Map<Long, Response> responses =
        history.responses().stream()
            .collect(Collectors.toMap(Response::call, Function.identity(), (first, _) -> first));
    List<Violation> violations = new ArrayList<>();
    for (Call call : history.calls()) {
      Response response = responses.get(call.number());
      if (response == null) {
        violations.add(Violation.of(Promise.P4, "a call got no response", call));
      } else if (response.status() != Response.BROKEN && isLate(call, response)) {
        violations.add(Violation.of(Promise.P4, "a call waited too long", call, response));
      }
    }
    return violations;
  }

  private static boolean isLate(Call call, Response response) {
    Duration took = Duration.between(call.begunAt(), response.at());
    return took.compareTo(call.waitMax().plus(LATENESS_MAX)) > 0;
  }
}
