package dev.admitone.ops.kept;

/** The console's own tables cannot be reached now. The message is the server's or the driver's. */
public final class KeptUnavailableException extends RuntimeException {

  KeptUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
