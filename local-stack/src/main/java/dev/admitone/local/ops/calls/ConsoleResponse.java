package dev.admitone.local.ops.calls;

import tools.jackson.databind.JsonNode;

/**
 * What a console responded to a call that it carried out.
 *
 * @param text the body as it came
 * @param json the same, read
 */
public record ConsoleResponse(String text, JsonNode json) {

  /** A member of the body by its path, as text; empty where there is none. */
  public String text(String pointer) {
    return json.at(pointer).asString("");
  }
}
