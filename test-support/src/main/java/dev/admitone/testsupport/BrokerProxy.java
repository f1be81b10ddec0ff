package dev.admitone.testsupport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.protocol.ApiKeys;
import org.jspecify.annotations.Nullable;

/**
 * Stands between Kafka clients and one broker on 127.0.0.1. It delays one request, or keeps all
 * requests of a kind for ever: the broker never receives them. Everything else passes.
 */
public final class BrokerProxy implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final ServerSocket server;
  private final int brokerPort;
  private final List<Closeable> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger heldCount = new AtomicInteger();
  private final AtomicInteger delayedCount = new AtomicInteger();
  private final AtomicReference<@Nullable Delay> nextDelay = new AtomicReference<>();
  private volatile @Nullable ApiKeys held;

  private BrokerProxy(ServerSocket server, int brokerPort) {
    this.server = server;
    this.brokerPort = brokerPort;
  }

  /**
   * Listens on a free port, in front of the broker.
   *
   * @throws IOException if it cannot listen
   */
  public static BrokerProxy before(int brokerPort) throws IOException {
    BrokerProxy proxy =
        new BrokerProxy(new ServerSocket(0, 50, InetAddress.ofLiteral(HOST)), brokerPort);
    proxy.open.add(proxy.server);
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  /** What clients use as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return HOST + ":" + server.getLocalPort();
  }

  /** From now on, requests of the kind do not pass, nor what follows them on their connection. */
  public void hold(ApiKeys kind) {
    held = kind;
  }

  /** Number of requests that it keeps. */
  public int heldCount() {
    return heldCount.get();
  }

  /** The next request of the kind reaches the broker so much later. */
  public void delayOnce(ApiKeys kind, Duration delay) {
    nextDelay.set(new Delay(kind, delay));
  }

  /** Number of requests that it delayed. */
  public int delayedCount() {
    return delayedCount.get();
  }

  private record Delay(ApiKeys kind, Duration duration) {}

  private interface Treatment {
    void treat(byte[] frame) throws InterruptedException;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket broker = new Socket(InetAddress.ofLiteral(HOST), brokerPort);
        client.setTcpNoDelay(true);
        broker.setTcpNoDelay(true);
        open.addAll(List.of(client, broker));
        Thread.ofVirtual().start(() -> pass(client, broker, this::holdOrDelay));
        Thread.ofVirtual().start(() -> pass(broker, client, this::nameThisProxy));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private static void pass(Socket from, Socket to, Treatment treatment) {
    try (from;
        to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      DataOutputStream out = new DataOutputStream(to.getOutputStream());
      while (true) {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        treatment.treat(frame);
        ByteBuffer whole = ByteBuffer.allocate(Integer.BYTES + frame.length);
        out.write(whole.putInt(frame.length).put(frame).array());
        out.flush();
      }
    } catch (IOException | InterruptedException e) {
      // One side is gone, so the other side goes too.
    }
  }

  /** A request begins with the number of its kind. */
  private void holdOrDelay(byte[] request) throws InterruptedException {
    short kind = ByteBuffer.wrap(request).getShort();
    ApiKeys heldNow = held;
    if (heldNow != null && kind == heldNow.id) {
      heldCount.incrementAndGet();
      closed.await();
      throw new InterruptedException("held to the end");
    }
    Delay delay = nextDelay.get();
    if (delay != null && kind == delay.kind.id && nextDelay.compareAndSet(delay, null)) {
      delayedCount.incrementAndGet();
      closed.await(delay.duration.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** The broker says where it listens: wherever that stands, its port follows its host. */
  private void nameThisProxy(byte[] response) {
    byte[] host = HOST.getBytes(US_ASCII);
    ByteBuffer bytes = ByteBuffer.wrap(response);
    for (int i = 0; i + host.length + Integer.BYTES <= response.length; i++) {
      boolean isAddress =
          response[i] == host[0]
              && bytes.slice(i, host.length).equals(ByteBuffer.wrap(host))
              && bytes.getInt(i + host.length) == brokerPort;
      if (isAddress) {
        bytes.putInt(i + host.length, server.getLocalPort());
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    for (Closeable each : open) {
      try {
        each.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
