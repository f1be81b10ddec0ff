package dev.admitone.gateway.support;

import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.testsupport.contract.OpenApiContract.Operation;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A call of an operation of the contract, with a code and a user of its own.
 *
 * @param body empty if the operation takes none
 */
public record OperationCall(Operation operation, String code, String path, String body) {

  /** One of each operation. */
  public static List<OperationCall> all() {
    return Contract.operations().stream().map(OperationCall::of).toList();
  }

  /** One of each operation that changes something. */
  public static List<OperationCall> changes() {
    return all().stream().filter(OperationCall::isChange).toList();
  }

  public static OperationCall of(Operation operation) {
    String code = Records.newCode();
    String body =
        switch (operation.id()) {
          case "redeem" -> "{\"code\":\"%s\",\"userId\":\"ann\"}".formatted(code);
          case "getRedemption", "streamRedemption" -> "";
          case "releaseRedemption" -> "{\"code\":\"%s\",\"reason\":\"a\"}".formatted(code);
          case "createInvites" -> "{\"code\":\"%s\",\"maxUses\":1}".formatted(code);
          case "updateInvite" -> "{\"maxUses\":2}";
          case "validateInvite" -> "{\"code\":\"%s\"}".formatted(code);
          case "completePhoneSignup" -> Signups.body(code);
          default -> throw new IllegalStateException("Say here what " + operation.id() + " takes");
        };
    String id = UUID.randomUUID().toString();
    String path = operation.path().replace("{code}", code).replace("{requestId}", id);
    return new OperationCall(operation, code, path, body);
  }

  public String operationId() {
    return operation.id();
  }

  public String method() {
    return operation.method();
  }

  public boolean hasBody() {
    return operation.node().has("requestBody");
  }

  /** Whether it ends in a request in the log. */
  public boolean isChange() {
    return hasBody() && !operationId().equals("validateInvite");
  }

  public OperationCall withBody(String other) {
    return new OperationCall(operation, code, path, other);
  }

  public OperationCall withPath(String other) {
    return new OperationCall(operation, code, other, body);
  }

  /** Sends it with these headers, and with JSON and a token for everything where they have none. */
  public Reply send(Gateway gateway, String... headers) {
    List<String> given = List.of(headers);
    String[] all = headers;
    if (!given.contains("Content-Type")) {
      all = with(all, "Content-Type", "application/json");
    }
    if (!given.contains("Authorization") && !given.contains("Cookie")) {
      all = with(all, "Authorization", "Bearer " + Tokens.forAll());
    }
    return sendAsItIs(gateway, all);
  }

  public CompletableFuture<Reply> later(Gateway gateway, String... headers) {
    return CompletableFuture.supplyAsync(() -> send(gateway, headers), Thread::startVirtualThread);
  }

  /** Sends it with these headers alone. */
  public Reply sendAsItIs(Gateway gateway, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(gateway.uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return gateway.send(request.method(method(), BodyPublishers.ofString(body)).build());
  }

  private static String[] with(String[] headers, String name, String value) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = name;
    all[headers.length + 1] = value;
    return all;
  }

  @Override
  public String toString() {
    return operationId();
  }
}
