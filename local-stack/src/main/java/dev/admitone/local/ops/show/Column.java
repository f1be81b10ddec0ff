package dev.admitone.local.ops.show;

import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What is shown of something under a name.
 *
 * @param text what is shown of one item; empty: nothing
 */
public record Column(String name, Function<JsonNode, String> text) {

  /** A member by its path (RFC 6901). */
  public static Column of(String name, String pointer) {
    return new Column(name, item -> shown(item.at(pointer)));
  }

  /** On one line. */
  public String cell(JsonNode item) {
    return Texts.readable(text.apply(item));
  }

  /** Of an object or a list its JSON. */
  public static String shown(JsonNode value) {
    return value.isObject() || value.isArray() ? value.toString() : value.asString("");
  }
}
