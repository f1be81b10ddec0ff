package dev.admitone.faults.checker;

import dev.admitone.faults.history.Call;
import dev.admitone.faults.history.History;
import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Outcomes;
import dev.admitone.faults.history.Place;
import dev.admitone.faults.history.Response;
import dev.admitone.faults.history.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** P3: each request id has one decision; results, responses and the ledger say the same one. */
final class OneDecision implements PromiseCheck {

  @Override
  public List<Violation> check(History history) {
    Map<UUID, LedgerRows.Decision> decisions = Walk.byId(history.ledger().decisions());
    List<Violation> violations = new ArrayList<>();
    violations.addAll(decidedTwice(history.ledger()));
    violations.addAll(toldOtherwise(history.results(), decisions));
    violations.addAll(reusedAndTold(history, decisions));
    violations.addAll(respondedOtherwise(history, decisions));
    violations.addAll(signedUpWithoutDecision(history));
    violations.addAll(oneKeyTwoRequests(history));
    return violations;
  }

  private static List<Violation> decidedTwice(LedgerRows ledger) {
    return ledger.decisions().stream()
        .collect(Collectors.groupingBy(LedgerRows.Decision::id))
        .values()
        .stream()
        .filter(rows -> rows.size() > 1)
        .map(rows -> Violation.of(Promise.P3, "an id has several decisions", rows.toArray()))
        .toList();
  }

  private static List<Violation> toldOtherwise(
      List<Told> results, Map<UUID, LedgerRows.Decision> decisions) {
    List<Violation> violations = new ArrayList<>();
    Map<UUID, Told> first = new HashMap<>();
    for (Told told : results) {
      if (!told.isDecision()) {
        continue;
      }
      Told earlier = first.putIfAbsent(told.requestId(), told);
      LedgerRows.Decision decision = decisions.get(told.requestId());
      if (earlier != null && !isSame(earlier, told)) {
        violations.add(Violation.of(Promise.P3, "an id was told two decisions", earlier, told));
      } else if (decision != null && !isSame(decision, told)) {
        violations.add(
            Violation.of(Promise.P3, "a result differs from the ledger", told, decision));
      }
    }
    return violations;
  }

  private static boolean isSame(Told one, Told other) {
    return one.outcome().equals(other.outcome())
        && one.decided().equals(other.decided())
        && one.decidedAt().equals(other.decidedAt())
        && one.code().equals(other.code())
        && one.fingerprint().equals(other.fingerprint());
  }

  private static boolean isSame(LedgerRows.Decision decision, Told told) {
    return decision.outcome().equals(told.outcome())
        && decision.place().equals(told.decided())
        && decision.decidedAt().equals(told.decidedAt())
        && decision.code().equals(told.code())
        && decision.fingerprint().equals(told.fingerprint());
  }

  /**
   * An id that came again with other content is told that, never the first one's decision; one that
   * came again with the same content is told the decision.
   */
  private static List<Violation> reusedAndTold(
      History history, Map<UUID, LedgerRows.Decision> decisions) {
    Map<Place, List<Told>> results =
        history.results().stream().collect(Collectors.groupingBy(Told::about));
    List<Violation> violations = new ArrayList<>();
    for (Logged logged : history.log()) {
      Logged.Request request = logged.request();
      if (request == null || request.wish() instanceof Logged.Nothing) {
        continue;
      }
      LedgerRows.Decision decision = decisions.get(request.id());
      if (decision == null) {
        continue;
      }
      boolean isReused = !decision.fingerprint().equals(request.fingerprint());
      for (Told told : results.getOrDefault(logged.place(), List.of())) {
        if (isReused && told.isDecision()) {
          violations.add(
              Violation.of(
                  Promise.P3,
                  "an id with other content was told a decision",
                  logged,
                  told,
                  decision));
        } else if (!isReused && told.isOfAReusedId()) {
          violations.add(
              Violation.of(
                  Promise.P3,
                  "an id with the content that was decided was told that it is another one's",
                  logged,
                  told,
                  decision));
        }
      }
    }
    return violations;
  }

  /** The response is the decision of the id, and that is about the caller's own wish. */
  private static List<Violation> respondedOtherwise(
      History history, Map<UUID, LedgerRows.Decision> decisions) {
    Map<Long, Call> calls =
        history.calls().stream().collect(Collectors.toMap(Call::number, Function.identity()));
    Map<UserOfCode, Set<String>> names = names(history);
    List<Violation> violations = new ArrayList<>();
    for (Response response : history.responses()) {
      Call call = calls.get(response.call());
      LedgerRows.Decision decision = decisionOf(response, decisions);
      if (call == null || decision == null) {
        continue;
      }
      if (!decision.outcome().equals(response.outcome())) {
        violations.add(
            Violation.of(Promise.P3, "a response differs from the ledger", response, decision));
      } else if (!isAbout(decision, call, names)) {
        violations.add(
            Violation.of(
                Promise.P3, "a call was told another one's decision", call, response, decision));
      }
    }
    return violations;
  }

  private record UserOfCode(String code, String userId) {}

  /** The pseudonyms that the log has asked for, by whom they stand for. */
  private static Map<UserOfCode, Set<String>> names(History history) {
    Map<UserOfCode, Set<String>> names = new HashMap<>();
    for (Logged logged : history.log()) {
      Logged.Request request = logged.request();
      if (request != null && request.wish() instanceof Logged.Erase erase) {
        names
            .computeIfAbsent(new UserOfCode(request.code(), erase.userId()), _ -> new HashSet<>())
            .add(erase.pseudonym());
      }
    }
    return names;
  }

  private static boolean isAbout(
      LedgerRows.Decision decision, Call call, Map<UserOfCode, Set<String>> names) {
    return decision.code().equals(call.code())
        && (call.userId().equals(decision.userId())
            || names
                .getOrDefault(new UserOfCode(call.code(), call.userId()), Set.of())
                .contains(String.valueOf(decision.userId())));
  }

  /** The response to a signup that was granted names no request. */
  private static List<Violation> signedUpWithoutDecision(History history) {
    Map<Long, Call> calls =
        history.calls().stream().collect(Collectors.toMap(Call::number, Function.identity()));
    Map<UserOfCode, Set<String>> names = names(history);
    Map<UserOfCode, LedgerRows.Decision> granted = new HashMap<>();
    for (LedgerRows.Decision decision : history.ledger().decisions()) {
      if (decision.outcome().equals(Outcomes.REDEEMED)) {
        granted.put(new UserOfCode(decision.code(), String.valueOf(decision.userId())), decision);
      }
    }
    return history.responses().stream()
        .filter(response -> response.requestId() == null)
        .filter(response -> Outcomes.REDEEMED.equals(response.outcome()))
        .filter(response -> calls.containsKey(response.call()))
        .filter(
            response -> {
              Call call = Objects.requireNonNull(calls.get(response.call()));
              UserOfCode user = new UserOfCode(call.code(), call.userId());
              return !granted.containsKey(user)
                  && names.getOrDefault(user, Set.of()).stream()
                      .noneMatch(name -> granted.containsKey(new UserOfCode(call.code(), name)));
            })
        .map(
            response ->
                Violation.of(
                    Promise.P3,
                    "a signup was told that it is granted, and no such decision is there",
                    String.valueOf(calls.get(response.call())),
                    response))
        .toList();
  }

  private static LedgerRows.@Nullable Decision decisionOf(
      Response response, Map<UUID, LedgerRows.Decision> decisions) {
    String outcome = response.outcome();
    return outcome == null || !Outcomes.isTold(outcome) || response.requestId() == null
        ? null
        : decisions.get(response.requestId());
  }

  private static List<Violation> oneKeyTwoRequests(History history) {
    Map<Long, Call> calls =
        history.calls().stream().collect(Collectors.toMap(Call::number, Function.identity()));
    Map<String, Set<UUID>> ids = new HashMap<>();
    for (Response response : history.responses()) {
      Call call = calls.get(response.call());
      if (call != null && response.requestId() != null) {
        ids.computeIfAbsent(call.key(), _ -> new HashSet<>()).add(response.requestId());
      }
    }
    return ids.entrySet().stream()
        .filter(key -> key.getValue().size() > 1)
        .map(
            key ->
                Violation.of(
                    Promise.P3, "one key became several requests", key.getKey(), key.getValue()))
        .toList();
  }
}
