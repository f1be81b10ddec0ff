package dev.admitone.processor.comparison;

import dev.admitone.processor.places.LedgerState;

/** What came of comparing ledger and log. */
public sealed interface Verdict {

  /** They agree: lanes may decide. */
  record Together(LedgerState ledger, LogState log) implements Verdict {}

  /** They do not, for this reason: no lane may decide anything. */
  record Apart(String reason) implements Verdict {}
}
