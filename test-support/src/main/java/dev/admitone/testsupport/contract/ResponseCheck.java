package dev.admitone.testsupport.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.admitone.testsupport.contract.OpenApiContract.Operation;
import dev.admitone.testsupport.contract.OpenApiContract.Saying;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds each response that a test gets from a service against its contract: status, headers and
 * body have to be described there, and nothing may be there that is not. Remembers what the
 * responses said, so that a test after all others finds what none has met.
 */
public final class ResponseCheck {

  private static final JsonMapper JSON = new JsonMapper();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static final String CSV = "text/csv";
  private static final String BYTES = "application/octet-stream";
  private static final String JSON_LINES = "application/jsonl";

  /** Where the contract has the schema of each line of a file of JSON: OpenAPI 3.1 has no place. */
  private static final String LINE_SCHEMA = "x-line-schema";

  private final OpenApiContract contract;
  private final List<String> describedHeaders;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final Set<Saying> met = ConcurrentHashMap.newKeySet();
  private final Set<String> reasonsMet = ConcurrentHashMap.newKeySet();

  /**
   * @param describedHeaders headers that a response has only where the contract describes them
   */
  public ResponseCheck(OpenApiContract contract, List<String> describedHeaders) {
    this.contract = contract;
    this.describedHeaders = List.copyOf(describedHeaders);
  }

  /** What responses have said so far. */
  public Set<Saying> met() {
    return met;
  }

  /** The reasons of all problems so far, also of those at paths of no operation. */
  public Set<String> reasonsMet() {
    return reasonsMet;
  }

  /** Fails if the contract does not know the response. Only problems are checked of other paths. */
  public void check(HttpResponse<String> response) {
    if (mediaType(response).equals(OpenApiContract.PROBLEM)) {
      checkProblem(JSON.readTree(response.body()));
    }
    contract
        .operation(response.request().method(), response.uri().getRawPath())
        .ifPresent(operation -> check(operation, response));
  }

  private void check(Operation operation, HttpResponse<String> response) {
    String what =
        "%s: response %d %s".formatted(operation.id(), response.statusCode(), response.body());
    JsonNode described = contract.response(operation, response.statusCode());
    assertThat(described.isObject()).as("described: " + what).isTrue();
    checkHeaders(described.path("headers"), response, what);
    String type = mediaType(response);
    JsonNode media = described.path("content").path(type);
    assertThat(media.isObject()).as("described media type %s: %s", type, what).isTrue();
    switch (type) {
      case OpenApiContract.EVENTS -> checkEvents(operation, media, response, what);
      case OpenApiContract.PROBLEM -> {
        checkBody(media.path("schema"), response.body(), what);
        meet(operation, response, media, JSON.readTree(response.body()).path("reason").asString());
      }
      case CSV, BYTES -> met.add(new Saying(operation.id(), response.statusCode(), ""));
      case JSON_LINES -> {
        response.body().lines().forEach(line -> checkBody(media.path(LINE_SCHEMA), line, what));
        met.add(new Saying(operation.id(), response.statusCode(), ""));
      }
      default -> {
        checkBody(media.path("schema"), response.body(), what);
        meetBody(operation, response, media);
      }
    }
  }

  private void checkHeaders(JsonNode headers, HttpResponse<String> response, String what) {
    for (String name : describedHeaders) {
      boolean there = response.headers().firstValue(name).isPresent();
      JsonNode header = contract.resolved(headers.path(name));
      if (header.path("required").asBoolean(false)) {
        assertThat(there).as("has the header %s: %s", name, what).isTrue();
      } else if (there) {
        assertThat(header.isObject()).as("the header %s is described: %s", name, what).isTrue();
      }
    }
  }

  /** A problem is as the example of its reason, except that a wrong call is told what is wrong. */
  private void checkProblem(JsonNode problem) {
    String reason = problem.path("reason").asString();
    JsonNode example =
        contract.document().path("components").path("examples").path(reason).path("value");
    for (String name : List.of("type", "title", "status", "mayChange", "error", "detail")) {
      boolean differs = reason.equals("INVALID_REQUEST") && name.matches("error|detail");
      if (!differs) {
        assertThat(problem.path(name)).as("%s of %s", name, reason).isEqualTo(example.path(name));
      }
    }
    assertThat(problem.path("detail")).isEqualTo(problem.path("error"));
    reasonsMet.add(reason);
  }

  private void checkEvents(
      Operation operation, JsonNode media, HttpResponse<String> response, String what) {
    String event = "";
    for (String line : response.body().lines().toList()) {
      if (line.startsWith("event: ")) {
        event = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        String data = line.substring("data: ".length());
        boolean problem = event.equals("refused") || event.equals("unknown");
        String name = "#/components/schemas/" + (problem ? "Problem" : "RequestStatus");
        checkBody(JSON.createObjectNode().put("$ref", name), data, what);
        if (problem) {
          checkProblem(JSON.readTree(data));
        }
        meet(operation, response, media, event);
      }
    }
  }

  /** Fails if the body is not of the schema, or has a member that the schema does not know. */
  public void checkBody(JsonNode schema, String body, String what) {
    assertThat(errors(schema, body)).as(what).isEmpty();
  }

  private List<Error> errors(JsonNode schema, String body) {
    return schemas
        .computeIfAbsent(schema.toString(), _ -> closed((ObjectNode) schema.deepCopy()))
        .validate(
            JSON.readTree(body),
            execution -> execution.executionConfig(c -> c.formatAssertionsEnabled(true)));
  }

  /** The schema, by which a member that is described nowhere is wrong. */
  private Schema closed(ObjectNode schema) {
    ObjectNode components = (ObjectNode) contract.document().path("components").deepCopy();
    for (Map.Entry<String, JsonNode> each : components.path("schemas").properties()) {
      if (each.getValue().has("properties")) {
        ((ObjectNode) each.getValue()).put("additionalProperties", false);
      }
    }
    schema.set("components", components);
    return REGISTRY.getSchema(schema);
  }

  /** A reason, an event or a schema, which has to be among the names of the examples. */
  private void meet(
      Operation operation, HttpResponse<String> response, JsonNode media, String name) {
    assertThat(media.path("examples").propertyNames())
        .as("examples of %s, response %d", operation.id(), response.statusCode())
        .contains(name);
    met.add(new Saying(operation.id(), response.statusCode(), name));
  }

  private void meetBody(Operation operation, HttpResponse<String> response, JsonNode media) {
    JsonNode schema = contract.resolved(media.path("schema"));
    if (schema.has("oneOf")) {
      meet(operation, response, media, chosen(schema, response.body()));
      return;
    }
    met.add(new Saying(operation.id(), response.statusCode(), ""));
    JsonNode body = JSON.readTree(response.body());
    for (String name : contract.listed(schema).keySet()) {
      if (body.has(name)) {
        String what = name + "=" + body.path(name).asString();
        met.add(new Saying(operation.id(), response.statusCode(), what));
      }
    }
  }

  /** The name of the one schema of several that the body has. */
  private String chosen(JsonNode schema, String body) {
    List<String> names =
        schema
            .path("oneOf")
            .valueStream()
            .filter(one -> errors(one, body).isEmpty())
            .map(one -> one.path("$ref").asString().replaceAll(".*/", ""))
            .toList();
    assertThat(names).as(body).hasSize(1);
    return names.getFirst();
  }

  private static String mediaType(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
  }
}
