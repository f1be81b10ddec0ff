package dev.admitone.gateway;

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

/** Stands between a gateway and its broker, and delays one request that carries records. */
final class SlowProxy implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final ServerSocket server;
  private final int brokerPort;
  private final List<Closeable> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<Duration> nextDelay = new AtomicReference<>(Duration.ZERO);
  private final AtomicInteger delayedCount = new AtomicInteger();

  private SlowProxy(ServerSocket server, int brokerPort) {
    this.server = server;
    this.brokerPort = brokerPort;
  }

  static SlowProxy before(int brokerPort) throws IOException {
    SlowProxy proxy =
        new SlowProxy(new ServerSocket(0, 50, InetAddress.ofLiteral(HOST)), brokerPort);
    proxy.open.add(proxy.server);
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  String bootstrapServers() {
    return HOST + ":" + server.getLocalPort();
  }

  /** The next request that carries records reaches the broker so much later. */
  void delayOnce(Duration delay) {
    nextDelay.set(delay);
  }

  int delayedCount() {
    return delayedCount.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket broker = new Socket(InetAddress.ofLiteral(HOST), brokerPort);
        client.setTcpNoDelay(true);
        broker.setTcpNoDelay(true);
        open.addAll(List.of(client, broker));
        Thread.ofVirtual().start(() -> pass(client, broker, this::delayIfTold));
        Thread.ofVirtual().start(() -> pass(broker, client, this::nameThisProxy));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private interface Treatment {
    void treat(byte[] frame) throws InterruptedException;
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
  private void delayIfTold(byte[] request) throws InterruptedException {
    if (ByteBuffer.wrap(request).getShort() == ApiKeys.PRODUCE.id) {
      Duration delay = nextDelay.getAndSet(Duration.ZERO);
      if (delay.isPositive()) {
        delayedCount.incrementAndGet();
        closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
      }
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
