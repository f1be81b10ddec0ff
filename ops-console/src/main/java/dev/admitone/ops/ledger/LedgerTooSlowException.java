package dev.admitone.ops.ledger;

/**
 * A question to the ledger or to the console's own tables took longer than a statement may take,
 * and was ended by the database.
 */
public final class LedgerTooSlowException extends RuntimeException {

  public LedgerTooSlowException(Throwable cause) {
    super("The database ended a question that took too long", cause);
  }
}
