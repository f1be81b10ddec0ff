package dev.admitone.processor.jdbc;

/** The database could not be used. Nothing is wrong with the batch: it is tried again later. */
final class LedgerUnavailableException extends RuntimeException {

  LedgerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
