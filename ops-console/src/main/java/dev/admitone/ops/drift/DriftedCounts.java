package dev.admitone.ops.drift;

import dev.admitone.ops.drift.DriftReport.Row;

/** Which codes' counts had drifted when the repeated verification looked last. */
public final class DriftedCounts {

  private final Verification verification;

  DriftedCounts(Verification verification) {
    this.verification = verification;
  }

  /** Whether the code is among those that were found, of which the first are known. */
  public boolean contains(String code) {
    return verification.report().kinds().stream()
        .filter(kind -> kind.kind().equals(DriftKind.COUNT.name()))
        .flatMap(kind -> kind.rows().stream())
        .map(Row::subject)
        .anyMatch(code::equals);
  }
}
