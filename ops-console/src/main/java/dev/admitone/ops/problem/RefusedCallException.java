package dev.admitone.ops.problem;

/** A call that does not get what it asked for. Its reason has the status. */
public final class RefusedCallException extends RuntimeException {

  private final Reason reason;
  private final String error;

  /** With the reason's own sentence. */
  public RefusedCallException(Reason reason) {
    this(reason, reason.sentence());
  }

  private RefusedCallException(Reason reason, String error) {
    super(error, null, false, false);
    this.reason = reason;
    this.error = error;
  }

  /** A call with a parameter that the console cannot read; the sentence repeats no value of it. */
  public static RefusedCallException invalid(String error) {
    return new RefusedCallException(Reason.INVALID_REQUEST, error);
  }

  public Reason reason() {
    return reason;
  }

  public String error() {
    return error;
  }
}
