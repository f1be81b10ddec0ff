package dev.admitone.gateway.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds what the gateway answers in all tests against the committed OpenAPI document: status,
 * headers and body have to be described, and nothing may be there that is not.
 */
public final class DescribedAnswers {

  static final Path COMMITTED = Path.of("..", "docs", "openapi.json");

  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNode DOCUMENT = read();
  private static final List<Described> PATHS = paths();
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** What an answer has only where it is described. */
  private static final List<String> TOLD_HEADERS =
      List.of(
          "Location",
          "Retry-After",
          "Preference-Applied",
          "RateLimit",
          "RateLimit-Policy",
          "WWW-Authenticate");

  private record Described(Pattern path, JsonNode operations) {}

  private DescribedAnswers() {}

  /** Fails if the answer is one that the document does not know. Other paths are none of its. */
  static void check(HttpResponse<String> response) {
    String method = response.request().method().toLowerCase(Locale.ROOT);
    String path = response.uri().getRawPath();
    Optional<JsonNode> operation =
        PATHS.stream()
            .filter(described -> described.path.matcher(path).matches())
            .map(described -> described.operations.path(method))
            .filter(JsonNode::isObject)
            .findFirst();
    operation.ifPresent(found -> check(found, response));
  }

  private static void check(JsonNode operation, HttpResponse<String> response) {
    String what =
        "%s answered %d %s"
            .formatted(
                operation.path("operationId").asString(), response.statusCode(), response.body());
    JsonNode described = operation.path("responses").path(String.valueOf(response.statusCode()));
    assertThat(described.isObject()).as("described: " + what).isTrue();
    checkHeaders(described.path("headers"), response, what);
    String type = response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    JsonNode schema = described.path("content").path(type).path("schema");
    assertThat(schema.isObject()).as("described media type %s: %s", type, what).isTrue();
    if (type.equals("text/event-stream")) {
      checkEvents(response.body(), what);
    } else {
      checkBody(schema, response.body(), what);
    }
  }

  private static void checkHeaders(JsonNode headers, HttpResponse<String> response, String what) {
    for (String name : TOLD_HEADERS) {
      boolean there = response.headers().firstValue(name).isPresent();
      JsonNode header = at(headers.path(name).path("$ref").asString(""));
      if (header.path("required").asBoolean(false)) {
        assertThat(there).as("has the header %s: %s", name, what).isTrue();
      } else if (there) {
        assertThat(header.isObject()).as("the header %s is described: %s", name, what).isTrue();
      }
    }
  }

  private static void checkEvents(String stream, String what) {
    String event = "";
    for (String line : stream.lines().toList()) {
      if (line.startsWith("event: ")) {
        event = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        boolean problem = event.equals("refused") || event.equals("unknown");
        String name = "#/components/schemas/" + (problem ? "Problem" : "RequestStatus");
        ObjectNode schema = JSON.createObjectNode().put("$ref", name);
        checkBody(schema, line.substring("data: ".length()), what);
      }
    }
  }

  public static void checkBody(JsonNode schema, String body, String what) {
    List<Error> errors =
        SCHEMAS
            .computeIfAbsent(schema.toString(), _ -> closed((ObjectNode) schema.deepCopy()))
            .validate(
                JSON.readTree(body),
                execution -> execution.executionConfig(c -> c.formatAssertionsEnabled(true)));
    assertThat(errors).as(what).isEmpty();
  }

  /** The schema, by which a member that is described nowhere is wrong. */
  private static Schema closed(ObjectNode schema) {
    ObjectNode components = (ObjectNode) DOCUMENT.path("components").deepCopy();
    for (Map.Entry<String, JsonNode> each : components.path("schemas").properties()) {
      if (each.getValue().has("properties")) {
        ((ObjectNode) each.getValue()).put("additionalProperties", false);
      }
    }
    schema.set("components", components);
    return REGISTRY.getSchema(schema);
  }

  /** What a reference within the document leads to. */
  public static JsonNode at(String reference) {
    return reference.startsWith("#") ? DOCUMENT.at(reference.substring(1)) : DOCUMENT.path("");
  }

  public static JsonNode document() {
    return DOCUMENT;
  }

  /** Those without variables come first, as where the call is routed. */
  private static List<Described> paths() {
    List<Described> paths = new ArrayList<>();
    for (boolean variable : new boolean[] {false, true}) {
      for (Map.Entry<String, JsonNode> path : DOCUMENT.path("paths").properties()) {
        if (path.getKey().contains("{") == variable) {
          String pattern = path.getKey().replaceAll("\\{\\w+}", "[^/]+");
          paths.add(new Described(Pattern.compile(pattern), path.getValue()));
        }
      }
    }
    return paths;
  }

  private static JsonNode read() {
    try {
      return Files.exists(COMMITTED)
          ? JSON.readTree(Files.readString(COMMITTED))
          : JSON.createObjectNode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
