package dev.admitone.faults.checker;

import dev.admitone.faults.history.DeadLetter;
import dev.admitone.faults.history.History;
import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Outcomes;
import dev.admitone.faults.history.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * P5: each decision is the one that the code's state at its offset asks for, and of several records
 * with one id on a partition the first one is decided.
 */
final class InOrder implements PromiseCheck {

  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>(laterOneDecided(history));
    Excuses excuses = Excuses.of(history);
    new Walk(history)
        .through(
            (logged, request, decision, before) -> {
              String expected = before.expected(request, logged.appendedAt());
              if (!decision.outcome().equals(expected)
                  && !excuses.excuse(request, decision.outcome(), expected, before)) {
                violations.add(
                    Violation.of(
                        Promise.P5,
                        "the state at its offset asks for " + expected,
                        logged,
                        decision));
              }
            });
    return violations;
  }

  /**
   * Decisions that the state of one code does not explain.
   *
   * @param namesakes users whose signup may meet a name that is taken
   * @param signedUp users that have a profile, or had one until they were erased
   */
  private record Excuses(Set<String> namesakes, Set<String> signedUp) {

    static Excuses of(History history) {
      Set<String> signedUp = new HashSet<>();
      history.ledger().profiles().forEach(profile -> signedUp.add(profile.userId()));
      for (Logged logged : history.log()) {
        if (logged.request() != null && logged.request().wish() instanceof Logged.Erase erase) {
          signedUp.add(erase.userId());
        }
      }
      return new Excuses(history.intended().namesakes(), signedUp);
    }

    boolean excuse(Logged.Request request, String outcome, String expected, CodeState before) {
      // Uses beyond the limit, and second uses, are reported as P1 and P2.
      if (outcome.equals(Outcomes.REDEEMED)) {
        return expected.equals(Outcomes.EXHAUSTED) || expected.equals(Outcomes.ALREADY_USED);
      }
      if (!(request.wish() instanceof Logged.Redeem redeem) || !redeem.signup()) {
        return false;
      }
      if (outcome.equals(Outcomes.ALREADY_USED)) {
        // The profile came with another code.
        return before.mayGetProfile(redeem.userId()) && signedUp.contains(redeem.userId());
      }
      // Which names are taken depends on users of other codes.
      return Outcomes.SIGNUP_CONFLICTS.contains(outcome)
          && namesakes.contains(redeem.userId())
          && expected.equals(Outcomes.REDEEMED);
    }
  }

  private static List<Violation> laterOneDecided(History history) {
    Map<UUID, LedgerRows.Decision> decisions = Walk.byId(history.ledger().decisions());
    Set<Place> dead =
        history.deadLetters().stream().map(DeadLetter::source).collect(Collectors.toSet());
    Map<UUID, Logged> first = new HashMap<>();
    List<Violation> violations = new ArrayList<>();
    for (Logged logged : history.log()) {
      Logged.Request request = logged.request();
      if (request == null
          || request.wish() instanceof Logged.Nothing
          || dead.contains(logged.place())) {
        continue;
      }
      Logged earlier = first.putIfAbsent(request.id(), logged);
      LedgerRows.Decision decision = decisions.get(request.id());
      if (earlier != null
          && decision != null
          && decision.place().equals(logged.place())
          && earlier.place().partition() == logged.place().partition()) {
        violations.add(
            Violation.of(
                Promise.P5,
                "a later record was decided than the first one with its id",
                earlier,
                logged,
                decision));
      }
    }
    return violations;
  }
}
