package dev.admitone.gateway.support;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What {@code openapi.yaml} says of the gateway's calls. */
public final class Contract {

  public static final String PROBLEM = "application/problem+json";
  public static final String EVENTS = "text/event-stream";

  private static final JsonNode DOCUMENT = read();
  private static final List<Operation> OPERATIONS = readOperations();

  private Contract() {}

  /** A call: its {@code operationId}, its method, its path with variables, and all of its text. */
  public record Operation(String id, String method, String path, JsonNode node) {

    Operation(String method, String path, JsonNode node) {
      this(node.path("operationId").asString(), method.toUpperCase(Locale.ROOT), path, node);
    }

    public boolean matches(String calledMethod, String calledPath) {
      String pattern = path.replaceAll("\\{\\w+}", "[^/]+");
      return method.equals(calledMethod) && Pattern.matches(pattern, calledPath);
    }

    public JsonNode response(int status) {
      return resolved(node.path("responses").path(String.valueOf(status)));
    }
  }

  /**
   * A thing that a response may say: a reason, an event, one of several bodies by its schema, or a
   * value of a member that has a list of values; empty if there is nothing to choose.
   */
  public record Saying(String operation, int status, String what) {}

  /** The whole document. */
  public static JsonNode document() {
    return DOCUMENT;
  }

  /** In the order of the document. */
  public static List<Operation> operations() {
    return OPERATIONS;
  }

  /** The operation that a call of the path reaches: a path without variables comes first. */
  public static Optional<Operation> operation(String method, String path) {
    return OPERATIONS.stream()
        .filter(operation -> operation.matches(method, path))
        .min(Comparator.comparing(operation -> operation.path().contains("{")));
  }

  /** What a reference leads to; what is no reference is itself. */
  public static JsonNode resolved(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isMissingNode() ? node : DOCUMENT.at(reference.asString().substring(1));
  }

  /** Everything that some response may say. */
  public static Set<Saying> sayings() {
    Set<Saying> sayings = new LinkedHashSet<>();
    for (Operation operation : OPERATIONS) {
      for (Map.Entry<String, JsonNode> response : operation.node().path("responses").properties()) {
        int status = Integer.parseInt(response.getKey());
        for (Map.Entry<String, JsonNode> media :
            resolved(response.getValue()).path("content").properties()) {
          whats(media.getKey(), media.getValue())
              .forEach(what -> sayings.add(new Saying(operation.id(), status, what)));
        }
      }
    }
    return sayings;
  }

  /** The names of its examples, where a response may say several things; else the values. */
  private static Set<String> whats(String mediaType, JsonNode media) {
    Set<String> whats = new LinkedHashSet<>();
    JsonNode schema = resolved(media.path("schema"));
    if (mediaType.equals(PROBLEM) || mediaType.equals(EVENTS) || schema.has("oneOf")) {
      whats.addAll(media.path("examples").propertyNames());
    } else {
      listed(schema).forEach((name, values) -> values.forEach(v -> whats.add(name + "=" + v)));
    }
    return whats.isEmpty() ? Set.of("") : whats;
  }

  /** The members that have one of several values, with those. */
  public static Map<String, List<String>> listed(JsonNode schema) {
    Map<String, List<String>> listed = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      List<String> values = new ArrayList<>();
      resolved(member.getValue()).path("enum").forEach(value -> values.add(value.asString()));
      if (!values.isEmpty()) {
        listed.put(member.getKey(), values);
      }
    }
    return listed;
  }

  private static List<Operation> readOperations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : DOCUMENT.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
        operations.add(new Operation(call.getKey(), path.getKey(), call.getValue()));
      }
    }
    return List.copyOf(operations);
  }

  private static JsonNode read() {
    try (InputStream yaml = Contract.class.getResourceAsStream("/openapi.yaml")) {
      return new YAMLMapper().readTree(requireNonNull(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
