package dev.admitone.processor.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * Answers as PgBouncer does, in front of a real server: it refuses the startup parameter {@code
 * options}, or hides it from the server, and tells the client another process number than the
 * server's.
 *
 * @see <a href="https://www.postgresql.org/docs/18/protocol-message-formats.html">Message
 *     formats</a>
 */
final class PlayedPooler implements AutoCloseable {

  private static final int SSL_REQUEST = 80877103;
  private static final int BACKEND_KEY_DATA = 'K';

  private final ServerSocket clients;
  private final int serverPort;
  private final boolean refusesOptions;

  PlayedPooler(int serverPort, boolean refusesOptions) throws IOException {
    this.clients = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.serverPort = serverPort;
    this.refusesOptions = refusesOptions;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return clients.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    clients.close();
  }

  private void accept() {
    try {
      while (!clients.isClosed()) {
        Socket client = clients.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
      DataInputStream fromClient = new DataInputStream(client.getInputStream());
      DataOutputStream toClient = new DataOutputStream(client.getOutputStream());
      byte[] startup = startup(fromClient, toClient);
      String parameters = new String(startup, UTF_8);
      int options = parameters.indexOf("options\0");
      if (options >= 0 && refusesOptions) {
        refuse(toClient);
        return;
      }
      DataOutputStream toServer = new DataOutputStream(server.getOutputStream());
      byte[] passedOn = options < 0 ? startup : withoutOptions(parameters, options).getBytes(UTF_8);
      toServer.writeInt(passedOn.length + Integer.BYTES);
      toServer.write(passedOn);
      toServer.flush();
      Thread.ofVirtual().start(() -> passOn(fromClient, toServer));
      answer(new DataInputStream(server.getInputStream()), toClient);
    } catch (IOException e) {
      // One side has ended.
    }
  }

  private static byte[] startup(DataInputStream fromClient, DataOutputStream toClient)
      throws IOException {
    while (true) {
      byte[] message = new byte[fromClient.readInt() - Integer.BYTES];
      fromClient.readFully(message);
      if (ByteBuffer.wrap(message).getInt() != SSL_REQUEST) {
        return message;
      }
      toClient.writeByte('N');
      toClient.flush();
    }
  }

  private static String withoutOptions(String parameters, int options) {
    int value = parameters.indexOf('\0', options) + 1;
    int end = parameters.indexOf('\0', value) + 1;
    return parameters.substring(0, options) + parameters.substring(end);
  }

  private static void refuse(DataOutputStream toClient) throws IOException {
    byte[] fields =
        "SFATAL\0VFATAL\0C08P01\0Munsupported startup parameter: options\0\0".getBytes(UTF_8);
    toClient.writeByte('E');
    toClient.writeInt(fields.length + Integer.BYTES);
    toClient.write(fields);
    toClient.flush();
  }

  private static void answer(DataInputStream fromServer, DataOutputStream toClient)
      throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    DataOutputStream message = new DataOutputStream(whole);
    while (true) {
      int type = fromServer.readUnsignedByte();
      byte[] body = new byte[fromServer.readInt() - Integer.BYTES];
      fromServer.readFully(body);
      if (type == BACKEND_KEY_DATA) {
        body[0] ^= 1;
      }
      message.writeByte(type);
      message.writeInt(body.length + Integer.BYTES);
      message.write(body);
      toClient.write(whole.toByteArray());
      toClient.flush();
      whole.reset();
    }
  }

  private static void passOn(DataInputStream fromClient, DataOutputStream toServer) {
    try {
      fromClient.transferTo(toServer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
