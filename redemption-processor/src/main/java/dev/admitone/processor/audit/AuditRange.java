package dev.admitone.processor.audit;

/**
 * The part of a partition that is decided again.
 *
 * @param from where the audit begins: the first offset of the log, or of a chosen time
 * @param to the live ledger's place when the audit began
 */
public record AuditRange(int partition, long from, long to) {

  /** How many offsets it has. */
  public long length() {
    return to - from;
  }
}
