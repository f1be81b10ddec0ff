package dev.admitone.gateway.problem;

/**
 * A malformed call; the message says which part, and how to put it right. Refused with 400. Without
 * a stack trace: it is the caller's mistake, and is not logged.
 */
public final class InvalidRequestException extends RuntimeException {

  public InvalidRequestException(String message) {
    super(message, null, false, false);
  }
}
