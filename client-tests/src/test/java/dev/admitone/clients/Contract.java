package dev.admitone.clients;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The contract that clients are generated from. */
final class Contract {

  static final Path FILE =
      Path.of("..", "api-gateway", "src", "main", "resources", "openapi.yaml")
          .toAbsolutePath()
          .normalize();

  private static final JsonNode DOCUMENT = new YAMLMapper().readTree(FILE);

  private Contract() {}

  /** A body that the contract gives as an example, with the name of its schema. */
  record Example(String schema, JsonNode body) {}

  static List<String> operationIds() {
    return DOCUMENT.path("paths").findValuesAsString("operationId");
  }

  /** The examples of all responses, and of all schemas that have their own. */
  static List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (JsonNode responses : DOCUMENT.findValues("responses")) {
      for (JsonNode response : responses) {
        for (JsonNode media : response.path("content")) {
          String schema = name(media.path("schema"));
          for (JsonNode example : media.path("examples")) {
            examples.add(new Example(schema, resolved(example).path("value")));
          }
        }
      }
    }
    for (Map.Entry<String, JsonNode> schema :
        DOCUMENT.path("components").path("schemas").properties()) {
      for (JsonNode example : schema.getValue().path("examples")) {
        examples.add(new Example(schema.getKey(), example));
      }
    }
    return examples.stream().filter(example -> example.body().isObject()).distinct().toList();
  }

  /** The schema of the example itself, where it is one of several: the examples' names tell. */
  static String choice(JsonNode body) {
    for (Map.Entry<String, JsonNode> example :
        DOCUMENT.path("components").path("examples").properties()) {
      if (example.getValue().path("value").equals(body)) {
        return example.getKey();
      }
    }
    throw new IllegalArgumentException("No example of a response: " + body);
  }

  static boolean isChoice(String schema) {
    return DOCUMENT.path("components").path("schemas").path(schema).has("oneOf");
  }

  private static JsonNode resolved(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isMissingNode() ? node : DOCUMENT.at(reference.asString().substring(1));
  }

  private static String name(JsonNode schema) {
    return schema.path("$ref").asString().replaceAll(".*/", "");
  }
}
