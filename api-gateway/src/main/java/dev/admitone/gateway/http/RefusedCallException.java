package dev.admitone.gateway.http;

/** A call that its caller may not make. Answered as its reason says. */
final class RefusedCallException extends RuntimeException {

  private final Reason reason;

  RefusedCallException(Reason reason) {
    super(reason.sentence());
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
