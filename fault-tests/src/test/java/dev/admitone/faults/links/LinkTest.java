package dev.admitone.faults.links;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that sends back what it gets, behind a link. */
class LinkTest {

  private ServerSocket server;
  private Link link;

  @BeforeEach
  void begin() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::serve);
    link = Link.before(server.getLocalPort());
  }

  @AfterEach
  void end() throws IOException {
    link.close();
    server.close();
  }

  @Test
  void aSoundLinkPassesBytesInBothDirections() throws IOException {
    try (Socket client = client()) {
      assertThat(echo(client)).isEqualTo(7);
    }
  }

  @Test
  void aSlowLinkIsLateInEachDirection() throws IOException {
    try (Socket client = client()) {
      link.slow(Duration.ofMillis(100));
      long begin = System.nanoTime();
      assertThat(echo(client)).isEqualTo(7);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(199));
    }
  }

  @Test
  void aCutLinkEndsConnectionsAndNewOnesUntilItHeals() throws IOException {
    try (Socket client = client()) {
      assertThat(echo(client)).isEqualTo(7);
      link.cut();
      assertThat(isGone(client)).isTrue();
    }
    try (Socket client = client()) {
      assertThat(isGone(client)).isTrue();
    }
    link.heal();
    try (Socket client = client()) {
      assertThat(echo(client)).isEqualTo(7);
    }
  }

  @Test
  void aHalfOpenLinkCarriesNothingAndEndsNothing() throws IOException {
    try (Socket client = client()) {
      assertThat(echo(client)).isEqualTo(7);
      link.halfOpen();
      client.setSoTimeout(300);
      assertThatThrownBy(() -> echo(client)).isInstanceOf(SocketTimeoutException.class);
      link.heal();
      assertThat(isGone(client)).isTrue();
    }
    patiently().ignoreExceptions().until(this::isSound);
  }

  private boolean isSound() throws IOException {
    try (Socket client = client()) {
      return echo(client) == 7;
    }
  }

  private Socket client() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static int echo(Socket client) throws IOException {
    client.getOutputStream().write(7);
    client.getOutputStream().flush();
    return client.getInputStream().read();
  }

  /** Whether the connection has ended, with or without an error. */
  private static boolean isGone(Socket client) {
    try {
      return client.getInputStream().read() == -1;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> sendBack(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void sendBack(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // The client is gone.
    }
  }
}
