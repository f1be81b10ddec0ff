package dev.admitone.processor.redemption;

import org.jspecify.annotations.Nullable;

/**
 * The ledger's places are not where the lane knows them to be, or it is not the ledger that was
 * compared with the log: everything is rolled back, and the lane begins again as after an
 * assignment.
 */
public final class PlaceElsewhereException extends RuntimeException {

  /** The cause is null where the lane found it without the database. */
  public PlaceElsewhereException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
