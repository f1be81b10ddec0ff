package dev.admitone.faults.links;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy before one server on 127.0.0.1. What it is asked to do holds for all of its
 * connections, and for new ones, until it heals.
 */
public final class Link implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final ServerSocket listener;
  private final int target;
  private final Reading reading;
  private final boolean isKafka;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private volatile Condition condition = Condition.SOUND;
  private volatile Duration delay = Duration.ZERO;

  private Link(ServerSocket listener, int target, Reading reading, boolean isKafka) {
    this.listener = listener;
    this.target = target;
    this.reading = reading;
    this.isKafka = isKafka;
  }

  /**
   * Before a server whose protocol does not matter.
   *
   * @throws IOException if it cannot listen
   */
  public static Link before(int port) throws IOException {
    return started(new Link(listener(), port, Reading::chunk, false));
  }

  /**
   * Before a broker: what the broker says of where it listens becomes this link's address, so that
   * clients stay on it.
   *
   * @throws IOException if it cannot listen
   */
  public static Link beforeBroker(int port) throws IOException {
    return started(new Link(listener(), port, Reading::frame, true));
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 50, InetAddress.ofLiteral(HOST));
  }

  private static Link started(Link link) {
    Thread.ofPlatform().daemon().name("link-" + link.port()).start(link::accept);
    return link;
  }

  /** Where clients connect. */
  public int port() {
    return listener.getLocalPort();
  }

  /** {@code host:port}. */
  public String address() {
    return HOST + ":" + port();
  }

  /** From now on everything is late by this time, in each direction. */
  public void slow(Duration late) {
    delay = late;
    condition = Condition.SLOW;
  }

  /** Breaks all connections, and each new one. */
  public void cut() {
    condition = Condition.CUT;
    breakAll();
  }

  /** From now on nothing passes, and no connection ends. */
  public void halfOpen() {
    condition = Condition.HALF_OPEN;
  }

  /** All is well again for new connections; those that were half-open are broken. */
  public void heal() {
    Condition before = condition;
    condition = Condition.SOUND;
    if (before == Condition.HALF_OPEN) {
      breakAll();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        connect(listener.accept());
      } catch (IOException e) {
        // Closed, or the server does not listen just now: clients try again.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    if (condition == Condition.CUT) {
      client.close();
      return;
    }
    Socket server;
    try {
      server = new Socket(InetAddress.ofLiteral(HOST), target);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    open.addAll(List.of(client, server));
    Thread.ofVirtual().start(() -> pass(client, server, false));
    Thread.ofVirtual().start(() -> pass(server, client, isKafka));
  }

  private void pass(Socket from, Socket to, boolean renames) {
    try (from;
        to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      OutputStream out = to.getOutputStream();
      while (true) {
        byte[] bytes = reading.next(in);
        if (renames) {
          nameThisLink(bytes);
        }
        if (condition == Condition.SLOW) {
          Thread.sleep(delay);
        }
        // What is not handed on is lost: a half-open connection never carries anything again.
        if (condition != Condition.HALF_OPEN) {
          out.write(bytes);
          out.flush();
        }
      }
    } catch (IOException e) {
      // One side is gone, so the other side goes too.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  /** In the broker's responses its port follows its host, wherever that stands. */
  private void nameThisLink(byte[] response) {
    byte[] host = HOST.getBytes(US_ASCII);
    ByteBuffer bytes = ByteBuffer.wrap(response);
    for (int i = 0; i + host.length + Integer.BYTES <= response.length; i++) {
      boolean isAddress =
          response[i] == host[0]
              && bytes.slice(i, host.length).equals(ByteBuffer.wrap(host))
              && bytes.getInt(i + host.length) == target;
      if (isAddress) {
        bytes.putInt(i + host.length, port());
      }
    }
  }

  private void breakAll() {
    for (Closeable each : open) {
      close(each);
    }
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  @Override
  public void close() {
    close(listener);
    breakAll();
  }
}
