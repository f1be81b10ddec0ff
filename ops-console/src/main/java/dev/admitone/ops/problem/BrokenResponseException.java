package dev.admitone.ops.problem;

/**
 * A response that has begun and cannot be completed. Nothing is written behind what is there: the
 * server breaks the connection off, so that the caller notices that the response has no end.
 */
public final class BrokenResponseException extends RuntimeException {

  public BrokenResponseException(RuntimeException cause) {
    super("A response has begun and cannot be completed", cause);
  }
}
