package dev.admitone.processor.audit;

/**
 * The part of a partition that is decided again.
 *
 * @param from the first offset that the log still has
 * @param to the live ledger's place when the audit began
 */
public record AuditRange(int partition, long from, long to) {

  /** How many offsets it has. */
  public long length() {
    return to - from;
  }
}
