package dev.admitone.processor.redemption;

/** The ledger could not be used. Nothing is wrong with the batch: it is tried again later. */
public final class LedgerUnavailableException extends RuntimeException {

  /** The message is the database's name for what happened, one of few. */
  public LedgerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
