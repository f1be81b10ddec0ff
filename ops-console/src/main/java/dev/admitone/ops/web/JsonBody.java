package dev.admitone.ops.web;

import dev.admitone.ops.problem.RefusedCallException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a call that changes something, read strictly: a member that is misspelt, there twice
 * or of another type is refused, because a limit that is guessed would be another one.
 *
 * <p>All methods throw {@link RefusedCallException} if a member is not what it has to be.
 */
public final class JsonBody {

  private static final int BYTES_MAX = 16 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonNode object;

  private JsonBody(JsonNode object) {
    this.object = object;
  }

  /** Reads the body, which may have these members and no other. */
  public static JsonBody read(HttpServletRequest call, String... names) throws IOException {
    byte[] bytes = call.getInputStream().readNBytes(BYTES_MAX + 1);
    if (bytes.length > BYTES_MAX) {
      throw RefusedCallException.invalid("The body must have at most 16 KiB");
    }
    try {
      return of("The body", JSON.readTree(bytes), names);
    } catch (JacksonException e) {
      throw RefusedCallException.invalid("The body must be JSON");
    }
  }

  private static JsonBody of(String what, JsonNode node, String... names) {
    if (!node.isObject()) {
      throw RefusedCallException.invalid(what + " must be a JSON object");
    }
    List<String> known = Arrays.asList(names);
    if (!known.containsAll(node.propertyNames())) {
      throw RefusedCallException.invalid(
          "%s may have no other members than %s".formatted(what, String.join(", ", known)));
    }
    return new JsonBody(node);
  }

  /** Whether the member is there, also as null. */
  public boolean has(String name) {
    return object.has(name);
  }

  /** A text; null where it is null or not there. */
  public @Nullable String text(String name) {
    JsonNode value = value(name).orElse(null);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      throw RefusedCallException.invalid(name + " must be a text");
    }
    return value.asString();
  }

  /** A list of texts; empty where it is null or not there. */
  public List<String> texts(String name) {
    JsonNode value = value(name).orElse(null);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isString)) {
      throw RefusedCallException.invalid(name + " must be a list of texts");
    }
    return value.valueStream().map(JsonNode::asString).toList();
  }

  /** A whole number; null where it is null or not there. */
  public @Nullable Long number(String name) {
    JsonNode value = value(name).orElse(null);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw RefusedCallException.invalid(name + " must be a whole number");
    }
    return value.asLong();
  }

  /** True or false; null where it is null or not there. */
  public @Nullable Boolean flag(String name) {
    JsonNode value = value(name).orElse(null);
    if (value == null) {
      return null;
    }
    if (!value.isBoolean()) {
      throw RefusedCallException.invalid(name + " must be true or false");
    }
    return value.asBoolean();
  }

  /** An object, which may have these members and no other. */
  public JsonBody object(String name, String... names) {
    return of(name, object.path(name), names);
  }

  private Optional<JsonNode> value(String name) {
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
  }
}
