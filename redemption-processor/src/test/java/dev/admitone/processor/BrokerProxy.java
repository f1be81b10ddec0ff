package dev.admitone.processor;

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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.protocol.ApiKeys;
import org.jspecify.annotations.Nullable;

/**
 * Stands between one client and the broker, and holds back what it is told to, for ever: the broker
 * never sees it. Everything else passes.
 */
final class BrokerProxy implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final ServerSocket server;
  private final int brokerPort;
  private final List<Closeable> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger heldCount = new AtomicInteger();
  private volatile @Nullable ApiKeys held;

  private BrokerProxy(ServerSocket server, int brokerPort) {
    this.server = server;
    this.brokerPort = brokerPort;
  }

  /** In front of the broker of the site. */
  static BrokerProxy before(Site site) throws IOException {
    String servers = site.bootstrapServers();
    int brokerPort = Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
    BrokerProxy proxy =
        new BrokerProxy(new ServerSocket(0, 50, InetAddress.ofLiteral(HOST)), brokerPort);
    proxy.open.add(proxy.server);
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  /** The same site, with the broker behind this proxy. */
  Site of(Site site) {
    return new Site(HOST + ":" + server.getLocalPort(), site.jdbcUrl(), site.group());
  }

  /** From now on, requests of the kind do not pass, nor what follows them on their connection. */
  void hold(ApiKeys kind) {
    held = kind;
  }

  /** How many requests it holds. */
  int heldCount() {
    return heldCount.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket broker = new Socket(InetAddress.ofLiteral(HOST), brokerPort);
        client.setTcpNoDelay(true);
        broker.setTcpNoDelay(true);
        open.addAll(List.of(client, broker));
        Thread.ofVirtual().start(() -> pass(client, broker, this::holdIfTold));
        Thread.ofVirtual().start(() -> pass(broker, client, this::namingThisProxy));
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
  private void holdIfTold(byte[] request) throws InterruptedException {
    ApiKeys kind = held;
    if (kind != null && ByteBuffer.wrap(request).getShort() == kind.id) {
      heldCount.incrementAndGet();
      closed.await();
      throw new InterruptedException("held to the end");
    }
  }

  /** The broker says where it listens: wherever that stands, its port follows its host. */
  private void namingThisProxy(byte[] response) {
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
