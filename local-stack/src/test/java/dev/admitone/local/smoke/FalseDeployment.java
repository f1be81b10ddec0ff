package dev.admitone.local.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers as a deployment does that forgets what a real one never forgets: it gives the answers
 * that a test lists for a route, one after the other, and the last one for ever.
 */
final class FalseDeployment implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Deque<String>> answers = new ConcurrentHashMap<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  FalseDeployment() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    on("POST /api/invites", "201 {\"status\":\"DONE\"}");
    on("PATCH /api/invites/", "200 {\"status\":\"DONE\"}");
    on("POST /api/release", "200 {\"status\":\"RELEASED\"}");
  }

  /** An answer is its status, a blank and its body; status 0 breaks the connection off. */
  FalseDeployment on(String route, String... given) {
    answers.put(route, new ArrayDeque<>(Arrays.asList(given)));
    return this;
  }

  URI address() {
    return URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
  }

  /** The routes that were called, in their order. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  private void answer(HttpExchange call) throws IOException {
    String path = call.getRequestURI().getPath();
    String route =
        call.getRequestMethod()
            + " "
            + path.replaceFirst("/redemptions/.*/release$", "/release")
                .replaceFirst("(/invites/)SMOKE-.*", "$1");
    calls.add(route);
    String answer = next(route);
    String[] parts = answer.split(" ", 2);
    int status = Integer.parseInt(parts[0]);
    if (status == 0) {
      call.close();
      return;
    }
    String authorization = String.valueOf(call.getRequestHeaders().getFirst("Authorization"));
    byte[] body = parts[1].replace("{token}", authorization).getBytes(UTF_8);
    call.sendResponseHeaders(status, body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  private synchronized String next(String route) {
    Deque<String> given = answers.get(route);
    if (given == null) {
      return "404 {}";
    }
    return given.size() > 1 ? given.removeFirst() : given.getFirst();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
