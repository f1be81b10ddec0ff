package dev.admitone.processor.redemption;

/** How a request ended, as the ledger stores it: carried out, or refused for a reason. */
public sealed interface Outcome permits Acceptance, RefusalReason {

  /** The name under which the ledger stores it. */
  String name();

  /**
   * The outcome of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Outcome named(String name) {
    for (Acceptance acceptance : Acceptance.values()) {
      if (acceptance.name().equals(name)) {
        return acceptance;
      }
    }
    return RefusalReason.valueOf(name);
  }
}
