package dev.admitone.faults.checker;

import dev.admitone.faults.history.Drift;
import dev.admitone.faults.history.History;
import dev.admitone.faults.history.Look;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The console responds in time, knows each error that it meets, and names no drift in a ledger that
 * has recovered: what really is wrong there, the other checks name.
 */
final class HonestConsole implements PromiseCheck {

  /** A look at a topic may take 8 s without a broker, and all processes share one machine. */
  static final Duration RESPONDS_WITHIN = Duration.ofSeconds(20);

  private static final int INTERNAL_ERROR = 500;

  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    for (Look look : history.console().looks()) {
      if (look.status() == INTERNAL_ERROR) {
        violations.add(
            Violation.of(Promise.CONSOLE, "the console met an error that it does not know", look));
      }
      if (look.took().compareTo(RESPONDS_WITHIN) > 0) {
        violations.add(Violation.of(Promise.CONSOLE, "the console did not respond in time", look));
      }
    }
    for (Drift drift : history.console().drifts()) {
      violations.add(
          Violation.of(Promise.CONSOLE, "the console names a drift after recovery", drift));
    }
    return violations;
  }
}
