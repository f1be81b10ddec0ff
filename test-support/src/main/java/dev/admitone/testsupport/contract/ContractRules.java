package dev.admitone.testsupport.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is required of each contract. */
public record ContractRules(OpenApiContract contract, ResponseCheck check) {

  /** It is OpenAPI 3.1, and its schemas are JSON Schema. */
  public void requireValid() {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    try (InputStream rules =
        requireNonNull(ContractRules.class.getResourceAsStream("openapi-3.1.json"))) {
      assertThat(
              registry.getSchema(rules).validate(contract.document().toString(), InputFormat.JSON))
          .isEmpty();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    var schema =
        registry.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    components()
        .path("schemas")
        .properties()
        .forEach(each -> assertThat(schema.validate(each.getValue())).as(each.getKey()).isEmpty());
  }

  /** Every reference leads somewhere. */
  public void requireReferences() {
    for (JsonNode reference : contract.document().findValues("$ref")) {
      assertThat(contract.document().at(reference.asString().substring(1)).isObject())
          .as(reference.asString())
          .isTrue();
    }
  }

  /** Every part is referred to, but for these. */
  public void requireUse(String... others) {
    Set<String> used = new TreeSet<>();
    contract.document().findValues("$ref").forEach(each -> used.add(each.asString()));
    Set<String> parts = new TreeSet<>();
    for (Map.Entry<String, JsonNode> kind : components().properties()) {
      if (!kind.getKey().equals("securitySchemes")) {
        kind.getValue()
            .propertyNames()
            .forEach(name -> parts.add("#/components/%s/%s".formatted(kind.getKey(), name)));
      }
    }
    parts.removeAll(used);
    assertThat(parts).containsExactlyInAnyOrder(others);
  }

  /** Every example is of its schema. */
  public void requireExamples() {
    JsonNode schemas = components().path("schemas");
    for (Map.Entry<String, JsonNode> schema : schemas.properties()) {
      for (JsonNode example : schema.getValue().path("examples")) {
        check.checkBody(reference(schema.getKey()), example.toString(), schema.getKey());
      }
    }
    for (Map.Entry<String, JsonNode> example : components().path("examples").properties()) {
      String name = schemas.has(example.getKey()) ? example.getKey() : "Problem";
      String body = example.getValue().path("value").toString();
      check.checkBody(reference(name), body, example.getKey());
    }
  }

  /** The problem's list of reasons has these, and each has an example. */
  public void requireReasons(List<String> reasons) {
    assertThat(contract.listed(components().path("schemas").path("Problem")))
        .isEqualTo(Map.of("reason", reasons));
    assertThat(components().path("examples").propertyNames()).containsAll(reasons);
  }

  /** The names of the examples that are problems. */
  public List<String> reasons() {
    return components().path("examples").properties().stream()
        .filter(example -> example.getValue().path("value").has("reason"))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** A reference to the schema. */
  public static JsonNode reference(String schema) {
    return JsonMapper.shared().createObjectNode().put("$ref", "#/components/schemas/" + schema);
  }

  private JsonNode components() {
    return contract.document().path("components");
  }
}
