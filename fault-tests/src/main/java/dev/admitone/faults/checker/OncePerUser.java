package dev.admitone.faults.checker;

import dev.admitone.faults.history.History;
import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Outcomes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** P2: no user has two uses of a code, and got none while one was there. */
final class OncePerUser implements PromiseCheck {

  private record Key(UUID inviteId, String userId) {}

  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>(twice(history.ledger()));
    new Walk(history)
        .through(
            (logged, request, decision, before) -> {
              if (decision.outcome().equals(Outcomes.REDEEMED)
                  && request.wish() instanceof Logged.Redeem redeem
                  && before.hasUse(redeem.userId())
                  && !(redeem.signup() && before.mayGetProfile(redeem.userId()))) {
                violations.add(
                    Violation.of(
                        Promise.P2,
                        "a user who had a use got another one",
                        logged,
                        decision,
                        before.useOf(redeem.userId())));
              }
            });
    return violations;
  }

  private static List<Violation> twice(LedgerRows ledger) {
    return ledger.uses().stream()
        .collect(Collectors.groupingBy(use -> new Key(use.inviteId(), use.userId())))
        .values()
        .stream()
        .filter(uses -> uses.size() > 1)
        .map(uses -> Violation.of(Promise.P2, "a user has several uses of a code", uses.toArray()))
        .toList();
  }
}
