package dev.admitone.gateway.problem;

/**
 * A call that its caller may not make. Answered as its reason says. Without a stack trace: it is
 * not logged, and a caller that floods is refused most often.
 */
public final class RefusedCallException extends RuntimeException {

  private final Reason reason;

  public RefusedCallException(Reason reason) {
    super(reason.sentence(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
