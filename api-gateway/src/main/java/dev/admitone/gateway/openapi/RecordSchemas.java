package dev.admitone.gateway.openapi;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.operator.PatchField;
import io.swagger.v3.oas.models.media.JsonSchema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes schemas of the records that bodies are read into and written from. */
final class RecordSchemas {

  static final String PREFIX = "#/components/schemas/";
  private static final String OBJECT = "object";

  private RecordSchemas() {}

  /** Of a body that calls send: what is not required may be left out, or null. */
  static JsonSchema request(Class<? extends Record> type, String... required) {
    JsonSchema schema = typed(OBJECT);
    Set<String> requiredNames = Set.of(required);
    for (RecordComponent component : type.getRecordComponents()) {
      JsonSchema member = FieldSchemas.request(component.getName(), of(component.getGenericType()));
      if (requiredNames.contains(component.getName())) {
        schema.addRequiredItem(component.getName());
      } else if (!isFlag(component)) {
        member.addType("null");
      }
      schema.addProperty(component.getName(), member);
    }
    return schema;
  }

  /** Of a body that answers have: null only where the record says so and writes it. */
  static JsonSchema answer(Class<? extends Record> type) {
    JsonSchema schema = typed(OBJECT);
    JsonInclude ofType = type.getAnnotation(JsonInclude.class);
    for (RecordComponent component : type.getRecordComponents()) {
      JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      JsonSchema member = member(schema, component);
      if (nullable && ofType == null) {
        member.addType("null");
      }
      if (own == null && !(nullable && ofType != null)) {
        schema.addRequiredItem(name(component));
      }
    }
    return schema;
  }

  /** Of those members alone, all of which are there, with that status. */
  static JsonSchema part(Class<? extends Record> type, String status, String... members) {
    JsonSchema schema = typed(OBJECT);
    List<String> names = Arrays.asList(members);
    for (RecordComponent component : type.getRecordComponents()) {
      String name = name(component);
      if (names.contains(name)) {
        JsonSchema member = member(schema, component);
        schema.addRequiredItem(name);
        if (name.equals("status")) {
          member.setEnum(List.of(status));
        }
      }
    }
    return schema;
  }

  static JsonSchema reference(String name) {
    JsonSchema schema = new JsonSchema();
    schema.set$ref(PREFIX + name);
    return schema;
  }

  static JsonSchema typed(String type) {
    JsonSchema schema = new JsonSchema();
    schema.setTypes(new LinkedHashSet<>(List.of(type)));
    return schema;
  }

  /** What the schema says of the member. */
  static JsonSchema member(JsonSchema schema, String name) {
    return (JsonSchema) requireNonNull(schema.getProperties().get(name), name);
  }

  private static JsonSchema member(JsonSchema schema, RecordComponent component) {
    String name = name(component);
    JsonSchema member = FieldSchemas.answer(name, of(component.getGenericType()));
    schema.addProperty(name, member);
    return member;
  }

  private static String name(RecordComponent component) {
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null ? component.getName() : renamed.value();
  }

  /** A patch's flag is true or false where it is given. */
  private static boolean isFlag(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType generic
        && generic.getActualTypeArguments()[0] == Boolean.class;
  }

  private static JsonSchema of(Type type) {
    if (type instanceof ParameterizedType generic) {
      JsonSchema argument = of(generic.getActualTypeArguments()[0]);
      if (generic.getRawType() == PatchField.class) {
        return argument;
      }
      JsonSchema list = typed("array");
      list.setItems(argument);
      return list;
    }
    return switch (type) {
      case Class<?> c when c == String.class || c.isEnum() -> typed("string");
      case Class<?> c when c == UUID.class -> formatted("string", "uuid");
      case Class<?> c when c == Instant.class -> formatted("string", "date-time");
      case Class<?> c when c == boolean.class || c == Boolean.class -> typed("boolean");
      case Class<?> c when c == int.class -> formatted("integer", "int32");
      case Class<?> c when c == long.class || c == Long.class -> formatted("integer", "int64");
      case Class<?> c when c == LogPosition.class -> reference("Position");
      case Class<?> c when c.isRecord() -> reference(c.getSimpleName());
      default -> throw new IllegalStateException("No schema is known of " + type);
    };
  }

  private static JsonSchema formatted(String type, String format) {
    JsonSchema schema = typed(type);
    schema.setFormat(format);
    return schema;
  }
}
