package dev.admitone.benchmarks.peers.restate;

import dev.admitone.benchmarks.peers.NewCode;
import dev.admitone.benchmarks.peers.Peer;
import dev.admitone.benchmarks.peers.PeerDecision;
import dev.admitone.benchmarks.peers.PeerOutcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/** Redeems by calls of Restate's HTTP interface, with the request id as idempotency key. */
public final class RestatePeer implements Peer {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int OK = 200;
  private static final int CREATED_AT_ONCE = 64;
  private static final Duration START_MAX = Duration.ofMinutes(1);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  private static final String COUNT_USES =
      "select count(*) as uses from state where service_name = 'Invite' and key like 'u:%'";

  private final RestateServer server;
  private final boolean ownsServer;

  /** A connection for each open call: one connection's streams are fewer than the calls. */
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RestatePeer(RestateServer server, boolean ownsServer) {
    this.server = server;
    this.ownsServer = ownsServer;
  }

  /**
   * Connects, once the server knows the service. The server stays the caller's to close.
   *
   * @throws IllegalStateException if it does not get ready
   */
  public static RestatePeer connect(RestateServer server) throws InterruptedException {
    return connect(server, false);
  }

  /** The same, and the server ends with it. */
  public static RestatePeer owning(RestateServer server) throws InterruptedException {
    return connect(server, true);
  }

  private static RestatePeer connect(RestateServer server, boolean ownsServer)
      throws InterruptedException {
    RestatePeer peer = new RestatePeer(server, ownsServer);
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (!peer.isRegistered()) {
      if (!server.isAlive() || System.nanoTime() > deadline) {
        peer.close();
        throw new IllegalStateException("Restate does not get ready: see its server.log");
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
    return peer;
  }

  /** Tells the server where the service is. */
  private boolean isRegistered() throws InterruptedException {
    String service = "http://127.0.0.1:" + server.servicePort();
    Map<String, Object> deployment = Map.of("uri", service, "force", true);
    try {
      HttpRequest request = post(server.adminPort(), "/deployments", deployment).build();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status / 100 == OK / 100;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void create(List<NewCode> codes) throws InterruptedException {
    Semaphore places = new Semaphore(CREATED_AT_ONCE);
    List<CompletableFuture<String>> all = new ArrayList<>();
    for (NewCode code : codes) {
      places.acquire();
      Map<String, Object> body = Map.of("maxUses", code.maxUses());
      HttpRequest request = post(server.ingressPort(), path(code.code(), "create"), body).build();
      all.add(call(request).whenComplete((_, _) -> places.release()));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
  }

  @Override
  public CompletableFuture<PeerDecision> redeem(UUID requestId, String code, String userId) {
    HttpRequest request =
        post(server.ingressPort(), path(code, "redeem"), Map.of("userId", userId))
            .header("Idempotency-Key", requestId.toString())
            .build();
    return call(request)
        .thenApply(outcome -> new PeerDecision(PeerOutcome.valueOf(outcome), Instant.now()));
  }

  private static String path(String code, String handler) {
    return "/Invite/%s/%s".formatted(code, handler);
  }

  private static HttpRequest.Builder post(int port, String path, Map<String, Object> body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Content-Type", "application/json")
        .header("Accept", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  /** The text that the handler returned. */
  private CompletableFuture<String> call(HttpRequest request) {
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(
            response -> {
              if (response.statusCode() != OK) {
                throw new IllegalStateException(
                    "Restate says %d: %s".formatted(response.statusCode(), response.body()));
              }
              return JSON.readValue(response.body(), String.class);
            });
  }

  /** Of all codes, as the server's own table of states has them. */
  @Override
  public long uses() {
    HttpRequest request = post(server.adminPort(), "/query", Map.of("query", COUNT_USES)).build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(
            response -> JSON.readTree(response.body()).path("rows").path(0).path("uses").asLong())
        .join();
  }

  @Override
  public List<ProcessHandle> processes() {
    return server.processes();
  }

  @Override
  public void close() {
    client.close();
    if (ownsServer) {
      server.close();
    }
  }
}
