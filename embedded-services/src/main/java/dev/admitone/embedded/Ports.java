package dev.admitone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback address 127.0.0.1, the only one that the services listen on. */
final class Ports {
  static final String HOST = "127.0.0.1";

  private Ports() {}

  /**
   * Looks whether a service could listen on the port. It can still be taken a moment later, so the
   * service's own failure to bind has to be told apart as well.
   *
   * @throws PortTakenException when it could not
   */
  static void requireFree(int port) {
    bindAndRelease(port);
  }

  /** A port that was free a moment ago, for a service that cannot choose one by itself. */
  static int free() {
    return bindAndRelease(0);
  }

  private static int bindAndRelease(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the services do: connections of an earlier run in TIME_WAIT do not count as taken.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw isTaken(e)
          ? new PortTakenException(port, e)
          : new UncheckedIOException("cannot listen on port %d of %s".formatted(port, HOST), e);
    }
  }

  /** A port can be refused for other reasons: one below 1024, for instance. */
  static boolean isTaken(Throwable e) {
    return e instanceof BindException && String.valueOf(e.getMessage()).contains("in use");
  }
}
