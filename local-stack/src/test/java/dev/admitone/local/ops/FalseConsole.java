package dev.admitone.local.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Responds as a console does: with what a test lists for a route, the last of it for ever. */
final class FalseConsole implements AutoCloseable {

  private static final String UNKNOWN =
      "404 {\"error\":\"There is nothing at this path\",\"reason\":\"NOT_FOUND\"}";

  private final HttpServer server;
  private final Map<String, Deque<String>> responses = new ConcurrentHashMap<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final List<String> tokens = Collections.synchronizedList(new ArrayList<>());

  FalseConsole() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::respond);
    server.start();
  }

  /** A route is a method and a path without parameters; a response is its status and its body. */
  FalseConsole on(String route, String... given) {
    responses.put(route, new ArrayDeque<>(Arrays.asList(given)));
    return this;
  }

  String address() {
    return "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
  }

  /** The calls with their parameters, in their order. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** The bodies of the calls that had one, in their order. */
  List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** The tokens of the calls, in their order. */
  List<String> tokens() {
    return List.copyOf(tokens);
  }

  private void respond(HttpExchange call) throws IOException {
    String method = call.getRequestMethod();
    calls.add(method + " " + call.getRequestURI());
    String authorization = String.valueOf(call.getRequestHeaders().getFirst("Authorization"));
    tokens.add(authorization.replaceFirst("^Bearer ", ""));
    String sent = new String(call.getRequestBody().readAllBytes(), UTF_8);
    if (!sent.isEmpty()) {
      bodies.add(sent);
    }
    String[] parts = next(method + " " + call.getRequestURI().getPath()).split(" ", 2);
    byte[] body = parts[1].getBytes(UTF_8);
    call.sendResponseHeaders(Integer.parseInt(parts[0]), body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  private String next(String route) {
    Deque<String> given = responses.get(route);
    if (given == null) {
      return UNKNOWN;
    }
    return given.size() > 1 ? given.removeFirst() : given.getFirst();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
