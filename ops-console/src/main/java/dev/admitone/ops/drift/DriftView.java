package dev.admitone.ops.drift;

import dev.admitone.ops.html.Frame;

/** The page about what does not agree in the ledger. */
public record DriftView(Frame frame, DriftReport report) {

  /** How many drifts there are, of all kinds. */
  public long count() {
    return report.kinds().stream().mapToLong(DriftReport.Kind::count).sum();
  }

  /** Whether the operator may repair what the kind has. */
  public boolean isRepairable(DriftReport.Kind kind) {
    return frame.mayChange() && kind.kind().equals(DriftKind.COUNT.name());
  }

  /** Whether the subjects of a kind are users and no codes. */
  public static boolean isOfUsers(DriftReport.Kind kind) {
    return kind.kind().equals(DriftKind.PROFILE_WITHOUT_USE.name());
  }
}
