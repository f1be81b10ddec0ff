package dev.admitone.gateway.http;

/**
 * A call that its caller may not make. Answered as its reason says. Without a stack trace: it is
 * not logged, and a caller that floods is refused most often.
 */
final class RefusedCallException extends RuntimeException {

  private final Reason reason;

  RefusedCallException(Reason reason) {
    super(reason.sentence(), null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
