package dev.admitone.gateway.call;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** A call of one route, about a code of its own. */
final class RouteCall {

  /** A call: its path and its members beside {@code code}. */
  enum Route {
    REDEEM("POST", "/api/redemptions", true, "\"userId\":\"ann\"", "\"userId\":\"bob\""),
    CREATE("POST", "/api/invites", true, "\"maxUses\":1", "\"maxUses\":2"),
    CREATE_MANY("POST", "/api/invites", false, "\"count\":1", "\"count\":2"),
    CHANGE("PATCH", "/api/invites/{code}", false, "\"revoked\":true", "\"revoked\":false"),
    RELEASE("POST", "/api/redemptions/{use}/release", true, "\"reason\":\"a\"", "\"reason\":\"b\""),
    VALIDATE("POST", "/api/invites/validate", true, "\"more\":0", "\"more\":0");

    final String method;
    final String path;
    final boolean codeInBody;
    final String members;
    final String otherMembers;

    Route(String method, String path, boolean codeInBody, String members, String otherMembers) {
      this.method = method;
      this.path = path;
      this.codeInBody = codeInBody;
      this.members = members;
      this.otherMembers = otherMembers;
    }
  }

  final String code = Records.newCode();

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final UUID useId = UUID.randomUUID();

  /** Tells requests that create many codes from those of others. */
  private final long maxUses = ThreadLocalRandom.current().nextLong(1_000_000, Long.MAX_VALUE);

  private final Route route;

  RouteCall(Route route) {
    this.route = route;
  }

  List<Received> received(int count) {
    return route == Route.CREATE_MANY
        ? processor.awaitCreations(maxUses, count)
        : processor.await(code, count);
  }

  /** What it sent to the log so far. */
  List<Received> sent() {
    return route == Route.CREATE_MANY ? processor.creations(maxUses) : processor.receivedFor(code);
  }

  Reply send(String body, String... headers) {
    return later(body, headers).join();
  }

  CompletableFuture<Reply> later(String body, String... headers) {
    return route == Route.CHANGE
        ? gateway.patchLater(path(), body, headers)
        : gateway.postLater(path(), body, headers);
  }

  Reply send(BodyPublisher body) {
    return gateway.send(
        HttpRequest.newBuilder(gateway.uri(path()))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + Tokens.forAll())
            .method(route.method, body)
            .build());
  }

  String path() {
    return route.path.replace("{code}", code).replace("{use}", useId.toString());
  }

  String body(String members) {
    String many = route == Route.CREATE_MANY ? "\"maxUses\":%d,".formatted(maxUses) : "";
    String ofCode = route.codeInBody ? "\"code\":\"%s\",".formatted(code) : "";
    return "{" + ofCode + many + members + "}";
  }
}
