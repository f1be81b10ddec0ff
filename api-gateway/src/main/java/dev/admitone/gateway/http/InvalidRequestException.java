package dev.admitone.gateway.http;

/**
 * A malformed call; the message says which part, and how to put it right. Answered 400. Without a
 * stack trace: it is the caller's mistake, and is not logged.
 */
final class InvalidRequestException extends RuntimeException {

  InvalidRequestException(String message) {
    super(message, null, false, false);
  }
}
