package dev.admitone.ops.pages.codes;

import dev.admitone.ops.changes.CountRepair;
import dev.admitone.ops.changes.CountRepairs;
import dev.admitone.ops.drift.DriftedCounts;
import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.problem.RefusedCallException;
import org.jspecify.annotations.Nullable;

/** Whether the count of a code has drifted, as its page shows it. */
final class CountDrift {

  private final DriftedCounts found;
  private final CountRepairs repairs;

  CountDrift(DriftedCounts found, CountRepairs repairs) {
    this.found = found;
    this.repairs = repairs;
  }

  /**
   * Both numbers; null: the verification has not found the code, or they agree by now. Only what it
   * has found is counted again: counting each code that is looked at would cost too much.
   */
  @Nullable CountRepair of(String code) {
    if (!found.contains(code)) {
      return null;
    }
    try {
      CountRepair counts = repairs.dryRun(code);
      return counts.agrees() ? null : counts;
    } catch (LedgerTooSlowException | RefusedCallException e) {
      return null;
    }
  }
}
