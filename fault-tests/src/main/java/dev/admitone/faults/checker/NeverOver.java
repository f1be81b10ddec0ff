package dev.admitone.faults.checker;

import dev.admitone.faults.history.History;
import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Outcomes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** P1: counts are the numbers of rows, and each use was granted below the limit at its offset. */
final class NeverOver implements PromiseCheck {

  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>(miscounted(history.ledger()));
    violations.addAll(overBesideTheLog(history));
    for (String code : history.ledger().repaired()) {
      violations.add(Violation.of(Promise.P1, "a count was wrong until it was repaired", code));
    }
    new Walk(history)
        .through(
            (logged, request, decision, before) -> {
              if (decision.outcome().equals(Outcomes.REDEEMED)
                  && request.wish() instanceof Logged.Redeem redeem
                  && before.isFull()
                  && !before.hasUse(redeem.userId())) {
                violations.add(
                    Violation.of(
                        Promise.P1,
                        "a use was granted with %d of %d taken"
                            .formatted(before.uses(), before.maxUses()),
                        logged,
                        decision));
              }
            });
    return violations;
  }

  /** The log alone does not say what these codes were; but their limits stay. */
  private static List<Violation> overBesideTheLog(History history) {
    return history.ledger().invites().stream()
        .filter(invite -> history.intended().codesOfSql().contains(invite.code()))
        .filter(invite -> invite.maxUses() != null && invite.currentUses() > invite.maxUses())
        .map(
            invite ->
                Violation.of(
                    Promise.P1, "a code that SQL uses has more uses than its limit", invite))
        .toList();
  }

  private static List<Violation> miscounted(LedgerRows ledger) {
    Map<UUID, Long> counted =
        ledger.uses().stream()
            .collect(Collectors.groupingBy(LedgerRows.Use::inviteId, Collectors.counting()));
    return ledger.invites().stream()
        .filter(invite -> invite.currentUses() != counted.getOrDefault(invite.id(), 0L))
        .map(
            invite ->
                Violation.of(
                    Promise.P1,
                    "%d uses are counted and %d are there"
                        .formatted(invite.currentUses(), counted.getOrDefault(invite.id(), 0L)),
                    invite))
        .toList();
  }
}
