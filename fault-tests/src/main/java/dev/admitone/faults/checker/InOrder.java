package dev.admitone.faults.checker;

import dev.admitone.faults.history.DeadLetter;
import dev.admitone.faults.history.History;
import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Outcomes;
import dev.admitone.faults.history.Place;
import java.util.ArrayList;
import java.util.HashMap;
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
    new Walk(history)
        .through(
            (logged, request, decision, before) -> {
              String expected = before.expected(request, logged.appendedAt());
              boolean mayGetProfile =
                  request.wish() instanceof Logged.Redeem redeem
                      && before.mayGetProfile(redeem.userId());
              if (!isJustified(request, decision.outcome(), expected, mayGetProfile)) {
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

  /** Uses beyond the limit, and second uses, are reported as P1 and P2. */
  private static boolean isJustified(
      Logged.Request request, String outcome, String expected, boolean mayGetProfile) {
    if (outcome.equals(expected)) {
      return true;
    }
    boolean isSignup = request.wish() instanceof Logged.Redeem redeem && redeem.signup();
    if (isSignup && mayGetProfile && outcome.equals(Outcomes.ALREADY_USED)) {
      // The profile came with another code.
      return true;
    }
    boolean isUse = outcome.equals(Outcomes.REDEEMED);
    if (isUse && (expected.equals(Outcomes.EXHAUSTED) || expected.equals(Outcomes.ALREADY_USED))) {
      return true;
    }
    // Which names are taken depends on users of other codes.
    return isSignup
        && Outcomes.SIGNUP_CONFLICTS.contains(outcome)
        && expected.equals(Outcomes.REDEEMED);
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
