package dev.admitone.benchmarks.generator;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One client with one connection, that sends a call and waits for its response. */
public final class SingleCalls implements AutoCloseable {

  private static final int OK = 200;
  private static final int BYTES_MAX = 64 * 1024;

  private final InetSocketAddress address;
  private final CallSource calls;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES_MAX);
  private final Response response = new Response();
  private SocketChannel channel;

  /** Connects. */
  public SingleCalls(int port, CallSource calls) throws IOException {
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.calls = calls;
    this.channel = connect();
  }

  private SocketChannel connect() throws IOException {
    SocketChannel socket = SocketChannel.open(address);
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return socket;
  }

  /**
   * Sends the next call; returns the nanoseconds until its response was there.
   *
   * @throws IllegalStateException if the status is not 200
   */
  public long nanos() throws IOException {
    buffer.clear();
    calls.next(buffer);
    buffer.flip();
    long begin = System.nanoTime();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    response.clear();
    do {
      buffer.clear();
      if (channel.read(buffer) < 0) {
        throw new EOFException("the server closed the connection");
      }
    } while (!response.add(buffer.flip()));
    long took = System.nanoTime() - begin;
    if (response.status() != OK) {
      throw new IllegalStateException("a single call got the status " + response.status());
    }
    if (response.isLast()) {
      channel.close();
      channel = connect();
    }
    return took;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
