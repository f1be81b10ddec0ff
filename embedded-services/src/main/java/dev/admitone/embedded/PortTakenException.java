package dev.admitone.embedded;

import org.jspecify.annotations.Nullable;

/** Another process listens on the port that a service was told to use. Nothing was started. */
public final class PortTakenException extends IllegalStateException {
  private final int port;

  PortTakenException(int port, @Nullable Throwable cause) {
    super("port " + port + " on 127.0.0.1 is taken by another process", cause);
    this.port = port;
  }

  /** The port that is taken. */
  public int port() {
    return port;
  }
}
