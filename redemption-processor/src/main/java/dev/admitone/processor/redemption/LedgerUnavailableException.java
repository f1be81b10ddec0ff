package dev.admitone.processor.redemption;

/** The ledger could not be used. Nothing is wrong with the batch: it is tried again later. */
public final class LedgerUnavailableException extends RuntimeException {

  private final Unavailability kind;

  /** The message is the database's name for what happened. */
  public LedgerUnavailableException(Unavailability kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What it is counted as. */
  public Unavailability kind() {
    return kind;
  }
}
