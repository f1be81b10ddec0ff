package dev.admitone.gateway;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON to compare with. */
final class Json {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static JsonNode object(Map<String, ?> fields) {
    return MAPPER.readTree(MAPPER.writeValueAsBytes(fields));
  }
}
