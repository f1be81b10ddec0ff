package dev.admitone.ops.support;

import dev.admitone.ops.support.Console.Reply;
import dev.admitone.testsupport.contract.OpenApiContract.Operation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** A call of an operation of the contract that succeeds, or finds nothing. */
public record OperationCall(Operation operation, String path) {

  /** One of each operation. */
  public static List<OperationCall> all() {
    return ConsoleContract.CONTRACT.operations().stream().map(OperationCall::of).toList();
  }

  private static OperationCall of(Operation operation) {
    String path =
        operation
            .path()
            .replace("{code}", "NO-SUCH-CODE")
            .replace("{requestId}", "00000000-0000-4000-8000-000000000000");
    return new OperationCall(operation, takesUser(operation) ? path + "?userId=ann" : path);
  }

  private static boolean takesUser(Operation operation) {
    return operation
        .node()
        .path("parameters")
        .valueStream()
        .anyMatch(parameter -> parameter.path("$ref").asString().endsWith("/UserId"));
  }

  public Reply send(Console console, String... headers) {
    return console.call(operation.method(), path, headers);
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
