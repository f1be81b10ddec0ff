package dev.admitone.ops.statistics;

/**
 * A decision as it is counted, and as it lies in the internal topics: outcome, code and user, in
 * this order, since outcomes and codes have no blanks.
 *
 * @param outcome REDEEMED, RELEASED, or the reason of a refusal
 * @param user empty for operators' commands
 */
record CountedDecision(String outcome, String code, String user) {

  private static final String REDEEMED = "REDEEMED";
  private static final String RELEASED = "RELEASED";
  private static final int PARTS = 3;

  /** Reads what {@link #text} has written. */
  static CountedDecision of(String text) {
    String[] parts = text.split(" ", PARTS);
    return new CountedDecision(parts[0], parts[1], parts[2]);
  }

  String text() {
    return "%s %s %s".formatted(outcome, code, user);
  }

  boolean isGranted() {
    return outcome.equals(REDEEMED);
  }

  boolean isRefused() {
    return !isGranted() && !outcome.equals(RELEASED);
  }
}
