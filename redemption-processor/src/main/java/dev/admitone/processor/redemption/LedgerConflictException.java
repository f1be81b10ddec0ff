package dev.admitone.processor.redemption;

import org.jspecify.annotations.Nullable;

/**
 * What was read is no longer true: roll back, load and decide again. No request is refused for it.
 */
public final class LedgerConflictException extends RuntimeException {

  /** The cause is null where a count of rows showed it. */
  public LedgerConflictException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
