package dev.admitone.ops.support;

import dev.admitone.ops.support.Console.Reply;
import dev.admitone.testsupport.contract.OpenApiContract.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A call of an operation of the contract that succeeds, or finds nothing. */
public record OperationCall(Operation operation, String path) {

  private static final String NO_SUCH_ID = "00000000-0000-4000-8000-000000000000";

  /** One of each operation. */
  public static List<OperationCall> all() {
    return ConsoleContract.CONTRACT.operations().stream().map(OperationCall::of).toList();
  }

  private static OperationCall of(Operation operation) {
    String path =
        operation
            .path()
            .replace("{code}", "NO-SUCH-CODE")
            .replace("{requestId}", NO_SUCH_ID)
            .replace("{topic}", "no-such-topic")
            .replace("{position}", "0-0")
            .replace("{sessionId}", "0-0")
            .replace("{setId}", NO_SUCH_ID)
            .replace("{revocationId}", NO_SUCH_ID);
    return new OperationCall(operation, takesUser(operation) ? path + "?userId=ann" : path);
  }

  private static boolean takesUser(Operation operation) {
    return operation
        .node()
        .path("parameters")
        .valueStream()
        .anyMatch(parameter -> parameter.path("$ref").asString().endsWith("/UserId"));
  }

  /** Whether it changes something, and so needs the right for it. */
  public boolean isChange() {
    return !operation.method().equals("GET");
  }

  /** The call with a further parameter. */
  public OperationCall with(String parameter) {
    return new OperationCall(operation, path + (path.contains("?") ? "&" : "?") + parameter);
  }

  /** By an operator that may do it, unless the headers say otherwise. */
  public Reply send(Console console, String... headers) {
    if (!isChange()) {
      return console.call(operation.method(), path, headers);
    }
    String type = contentType();
    List<String> all = new ArrayList<>(List.of(headers));
    if (type.equals("text/csv")) {
      all.addAll(List.of("Idempotency-Key", UUID.randomUUID().toString()));
    }
    return console.send(operation.method(), path, type, body(type), all.toArray(String[]::new));
  }

  private String contentType() {
    return operation.node().path("requestBody").path("content").propertyNames().stream()
        .filter(each -> each.matches("application/json|text/csv"))
        .findFirst()
        .orElse("application/json");
  }

  /** A body that the operation takes. */
  private String body(String contentType) {
    if (contentType.equals("text/csv")) {
      return "code\nNO-SUCH-CODE\n";
    }
    return switch (operation.id()) {
      case "createInvite" -> "{\"code\":\"NO-SUCH-CODE\",\"reason\":\"a test\"}";
      case "changeInvite" -> "{\"maxUses\":1,\"reason\":\"a test\"}";
      case "createRevocation" -> "{\"filter\":{\"prefix\":\"NO-SUCH\"},\"reason\":\"a test\"}";
      case "createDeadLetterSet" -> "{\"deadLetterReason\":\"UNDECODABLE\"}";
      case "confirmDeadLetterSet" -> "{\"action\":\"SET_ASIDE\",\"count\":0,\"reason\":\"a test\"}";
      case "eraseUser" -> "{\"userId\":\"ann-of-no-code\",\"reason\":\"a test\"}";
      case "confirmRevocation" -> "{\"codes\":0}";
      default -> "{\"reason\":\"a test\"}";
    };
  }

  public Reply sendWithoutToken(Console console) {
    return console.callWithoutToken(operation.method(), path);
  }

  /** The reasons that the contract names for the status. */
  public Set<String> reasons(int status) {
    Set<String> reasons = new TreeSet<>();
    JsonNode content = ConsoleContract.CONTRACT.response(operation, status).path("content");
    content.forEach(media -> reasons.addAll(media.path("examples").propertyNames()));
    return reasons;
  }

  @Override
  public String toString() {
    return operation.id();
  }
}
