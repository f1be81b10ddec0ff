package dev.admitone.gateway.log.requests;

/**
 * The broker did not acknowledge a request in time. It may be in the log all the same: only sending
 * it again under the same id is safe.
 */
public final class NotAcknowledgedException extends Exception {

  public NotAcknowledgedException(Throwable cause) {
    super("The broker did not acknowledge the request", cause);
  }
}
