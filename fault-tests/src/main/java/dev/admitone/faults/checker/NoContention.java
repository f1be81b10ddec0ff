package dev.admitone.faults.checker;

import dev.admitone.faults.history.History;
import dev.admitone.faults.history.Outcomes;
import dev.admitone.faults.history.Response;
import java.util.ArrayList;
import java.util.List;

/** P8: a client is told a decision, or that it comes, or that the log does not take requests. */
final class NoContention implements PromiseCheck {

  private static final int ACCEPTED = 202;

  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    history.responses().stream()
        .filter(response -> !isServed(response))
        .map(
            response -> Violation.of(Promise.P8, "a call was refused without a decision", response))
        .forEach(violations::add);
    history.ledger().decisions().stream()
        .filter(row -> !Outcomes.isDecision(row.outcome()))
        .map(row -> Violation.of(Promise.P8, "the ledger has a passing state as a decision", row))
        .forEach(violations::add);
    return violations;
  }

  private static boolean isServed(Response response) {
    String outcome = response.outcome();
    if (response.status() == Response.BROKEN || response.isUnavailable()) {
      return true;
    }
    return outcome == null ? response.status() == ACCEPTED : Outcomes.isTold(outcome);
  }
}
