package dev.admitone.processor.audit;

/**
 * Something in which the live ledger is not what the log makes of it.
 *
 * @param what what is wrong, such as {@code decision missing}
 * @param key the request id or the code that it is about
 * @param details what the replay and the live ledger have
 */
public record Difference(String what, String key, String details) {

  /** A line of the report. */
  public String inWords() {
    return "%s: %s %s".formatted(what, key, details);
  }
}
