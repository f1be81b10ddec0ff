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
import java.util.Map;
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

  /** By the port of each server, the link before it; empty: responses stay as they are. */
  private final Map<Integer, Integer> names;

  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private volatile Condition condition = Condition.SOUND;
  private volatile Duration delay = Duration.ZERO;

  private Link(ServerSocket listener, int target, Reading reading, Map<Integer, Integer> names) {
    this.listener = listener;
    this.target = target;
    this.reading = reading;
    this.names = names;
  }

  /**
   * Before a server whose protocol does not matter.
   *
   * @throws IOException if it cannot listen
   */
  public static Link before(int port) throws IOException {
    Link link = new Link(listener(), port, Reading::chunk, Map.of());
    link.begin();
    return link;
  }

  /**
   * Before a broker: what it says of where brokers listen becomes the links' addresses, so that
   * clients stay on them. To be begun when all links are named.
   *
   * @param names by the port of each broker, the port of the link before it
   */
  static Link beforeBroker(int port, Map<Integer, Integer> names) throws IOException {
    return new Link(listener(), port, Reading::frame, names);
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 50, InetAddress.ofLiteral(HOST));
  }

  /** Takes connections from now on. */
  void begin() {
    Thread.ofPlatform().daemon().name("link-" + port()).start(this::accept);
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
    Thread.ofVirtual().start(() -> pass(server, client, !names.isEmpty()));
  }

  private void pass(Socket from, Socket to, boolean renames) {
    try (from;
        to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      OutputStream out = to.getOutputStream();
      while (true) {
        byte[] bytes = reading.next(in);
        if (renames) {
          nameLinks(bytes);
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
  private void nameLinks(byte[] response) {
    byte[] host = HOST.getBytes(US_ASCII);
    ByteBuffer bytes = ByteBuffer.wrap(response);
    for (int i = 0; i + host.length + Integer.BYTES <= response.length; i++) {
      if (response[i] == host[0] && bytes.slice(i, host.length).equals(ByteBuffer.wrap(host))) {
        Integer link = names.get(bytes.getInt(i + host.length));
        if (link != null) {
          bytes.putInt(i + host.length, link);
        }
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
