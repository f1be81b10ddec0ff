package dev.admitone.gateway.problem;

/**
 * A call that its caller may not make. Its reason has the status. Without a stack trace: it is not
 * logged, and in a flood of calls it is thrown for most of them.
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
