package dev.admitone.system;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes what the services export by OTLP over HTTP, and looks into it as bytes: ids and names stand
 * in protobuf as they are.
 */
public final class TraceCollector {

  private final List<String> exports = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public TraceCollector() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/v1/traces",
        exchange -> {
          byte[] export = exchange.getRequestBody().readAllBytes();
          // One character for each byte.
          exports.add(new String(export, StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  public String endpoint() {
    return "http://127.0.0.1:%d/v1/traces".formatted(server.getAddress().getPort());
  }

  /** All that was exported so far. */
  public List<byte[]> exports() {
    return exports.stream().map(export -> export.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }

  /** Whether an export holds a span of the trace and, in the same export, all of the words. */
  public boolean hasSpan(byte[] traceId, String... words) {
    String id = new String(traceId, StandardCharsets.ISO_8859_1);
    return exports.stream()
        .anyMatch(
            export -> export.contains(id) && List.of(words).stream().allMatch(export::contains));
  }
}
