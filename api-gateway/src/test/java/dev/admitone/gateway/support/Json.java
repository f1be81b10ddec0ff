package dev.admitone.gateway.support;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON to compare with. */
public final class Json {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  public static JsonNode object(Map<String, ?> fields) {
    return MAPPER.readTree(MAPPER.writeValueAsBytes(fields));
  }
}
