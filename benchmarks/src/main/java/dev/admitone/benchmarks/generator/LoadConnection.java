package dev.admitone.benchmarks.generator;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One connection, with one request at a time. All happens on the load's one thread. */
final class LoadConnection {

  private final InetSocketAddress address;
  private final Selector selector;
  private final Response response = new Response();
  private @Nullable SocketChannel channel;
  private @Nullable ByteBuffer unsent;
  private boolean isWaiting;
  private long arrivedNanos;

  LoadConnection(int port, Selector selector) {
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.selector = selector;
  }

  void connect() throws IOException {
    SocketChannel socket = SocketChannel.open();
    channel = socket;
    socket.configureBlocking(false);
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.register(selector, SelectionKey.OP_CONNECT, this);
    if (socket.connect(address)) {
      connected();
    }
  }

  /** Whether it is open now. */
  boolean connected() throws IOException {
    SocketChannel socket = opened();
    if (socket.isConnectionPending() && !socket.finishConnect()) {
      return false;
    }
    interestedIn(SelectionKey.OP_READ);
    return true;
  }

  /** Sends a request that arrived then, which may be a while ago. */
  void send(ByteBuffer request, long arrived) throws IOException {
    isWaiting = true;
    arrivedNanos = arrived;
    opened().write(request);
    if (request.hasRemaining()) {
      unsent = ByteBuffer.allocate(request.remaining()).put(request).flip();
      interestedIn(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  void sendRest() throws IOException {
    ByteBuffer rest = unsent;
    if (rest != null) {
      opened().write(rest);
      if (!rest.hasRemaining()) {
        unsent = null;
        interestedIn(SelectionKey.OP_READ);
      }
    }
  }

  /**
   * Reads what has come.
   *
   * @return the response when it is complete
   * @throws EOFException when the server has closed the connection
   */
  @Nullable Response read(ByteBuffer buffer) throws IOException {
    buffer.clear();
    int count = opened().read(buffer);
    if (count < 0) {
      throw new EOFException();
    }
    if (!response.add(buffer.flip())) {
      return null;
    }
    isWaiting = false;
    return response;
  }

  /** When the request that waits for its response arrived; -1 if none does. */
  long waitingSince() {
    return isWaiting ? arrivedNanos : -1;
  }

  long arrivedNanos() {
    return arrivedNanos;
  }

  /** The next request may be sent. */
  void reset() {
    response.clear();
  }

  void close() throws IOException {
    isWaiting = false;
    unsent = null;
    response.clear();
    SocketChannel socket = channel;
    channel = null;
    if (socket != null) {
      socket.close();
    }
  }

  private void interestedIn(int operations) {
    SelectionKey key = opened().keyFor(selector);
    if (key != null) {
      key.interestOps(operations);
    }
  }

  private SocketChannel opened() {
    SocketChannel socket = channel;
    if (socket == null) {
      throw new IllegalStateException("used while it is not open");
    }
    return socket;
  }
}
