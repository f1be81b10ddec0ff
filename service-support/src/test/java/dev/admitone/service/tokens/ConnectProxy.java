package dev.admitone.service.tokens;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy for HTTPS, as companies have them: it passes bytes on to where CONNECT says. */
final class ConnectProxy implements AutoCloseable {

  private final ServerSocket server;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  ConnectProxy() throws IOException {
    this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String address() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** The targets that it was asked for. */
  List<String> asked() {
    return asked;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      // Character by character, so that nothing of the tunnel is read ahead.
      BufferedReader head =
          new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII), 1);
      String[] first = head.readLine().split(" ", -1);
      for (String line = head.readLine(); line != null && !line.isEmpty(); line = head.readLine()) {
        // Headers of no interest.
      }
      asked.add(first[0] + " " + first[1]);
      String[] target = first[1].split(":", -1);
      try (Socket issuer = new Socket(target[0], Integer.parseInt(target[1]))) {
        client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(US_ASCII));
        Thread back = Thread.ofVirtual().start(() -> pass(issuer, client));
        pass(client, issuer);
        back.join();
      }
    } catch (IOException | InterruptedException e) {
      // The other side sees that, too.
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // As with a connection that breaks.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
