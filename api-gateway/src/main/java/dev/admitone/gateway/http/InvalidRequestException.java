package dev.admitone.gateway.http;

/** A malformed call; the message says which part, and how to put it right. Answered 400. */
final class InvalidRequestException extends RuntimeException {

  InvalidRequestException(String message) {
    super(message);
  }
}
