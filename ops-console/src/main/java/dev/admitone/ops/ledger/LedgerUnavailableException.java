package dev.admitone.ops.ledger;

/** The ledger cannot be read now. The message is the server's or the driver's, for the operator. */
public final class LedgerUnavailableException extends RuntimeException {

  LedgerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
