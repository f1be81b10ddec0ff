package dev.admitone.testsupport.contract;

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

/** What a file in the form of OpenAPI says of a service's calls. */
public final class OpenApiContract {

  public static final String PROBLEM = "application/problem+json";
  public static final String EVENTS = "text/event-stream";

  private final JsonNode document;
  private final List<Operation> operations;

  private OpenApiContract(JsonNode document) {
    this.document = document;
    this.operations = operationsOf(document);
  }

  /** Of a file in YAML on the class path. */
  public static OpenApiContract read(String path) {
    try (InputStream yaml = OpenApiContract.class.getResourceAsStream(path)) {
      return new OpenApiContract(new YAMLMapper().readTree(requireNonNull(yaml, path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A call: its {@code operationId}, its method, its path with variables, and all of its text. */
  public record Operation(String id, String method, String path, JsonNode node) {

    Operation(String method, String path, JsonNode node) {
      this(node.path("operationId").asString(), method.toUpperCase(Locale.ROOT), path, node);
    }

    public boolean matches(String calledMethod, String calledPath) {
      String pattern = path.replaceAll("\\{\\w+}", "[^/]+");
      return method.equals(calledMethod) && Pattern.matches(pattern, calledPath);
    }
  }

  /**
   * A thing that a response may say: a reason, an event, one of several bodies by its schema, or a
   * value of a member that has a list of values; empty if there is nothing to choose.
   */
  public record Saying(String operation, int status, String what) {}

  /** The whole document. */
  public JsonNode document() {
    return document;
  }

  /** In the order of the document. */
  public List<Operation> operations() {
    return operations;
  }

  /** What is described of the operation's responses with the status. */
  public JsonNode response(Operation operation, int status) {
    return resolved(operation.node().path("responses").path(String.valueOf(status)));
  }

  /** The operation that a call of the path reaches: a path without variables comes first. */
  public Optional<Operation> operation(String method, String path) {
    return operations.stream()
        .filter(operation -> operation.matches(method, path))
        .min(Comparator.comparing(operation -> operation.path().contains("{")));
  }

  /** What a reference leads to; what is no reference is itself. */
  public JsonNode resolved(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isMissingNode() ? node : document.at(reference.asString().substring(1));
  }

  /** Everything that some response may say. */
  public Set<Saying> sayings() {
    Set<Saying> sayings = new LinkedHashSet<>();
    for (Operation operation : operations) {
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
  private Set<String> whats(String mediaType, JsonNode media) {
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
  public Map<String, List<String>> listed(JsonNode schema) {
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

  private static List<Operation> operationsOf(JsonNode document) {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
        operations.add(new Operation(call.getKey(), path.getKey(), call.getValue()));
      }
    }
    return List.copyOf(operations);
  }
}
