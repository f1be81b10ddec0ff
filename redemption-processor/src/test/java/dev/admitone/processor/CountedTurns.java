package dev.admitone.processor;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/**
 * The driver's sockets, counting how often a lane waits for the database: how often its thread
 * reads after something was written.
 */
public final class CountedTurns extends SocketFactory {

  private static final AtomicInteger TURNS = new AtomicInteger();

  /** Of all lanes of this JVM. */
  static int ofLanes() {
    return TURNS.get();
  }

  @Override
  public Socket createSocket() {
    return new CountedSocket();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(
      InetAddress address, int port, InetAddress localAddress, int localPort) {
    throw new UnsupportedOperationException();
  }

  private static final class CountedSocket extends Socket {

    private final AtomicBoolean hasWritten = new AtomicBoolean();

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
          hasWritten.set(true);
          out.write(bytes, from, count);
        }
      };
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
          if (hasWritten.getAndSet(false) && Thread.currentThread().getName().startsWith("lane-")) {
            TURNS.incrementAndGet();
          }
          return super.read(bytes, from, count);
        }
      };
    }
  }
}
