package dev.admitone.gateway.openapi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.admitone.gateway.support.DescribedAnswers;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.Records;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The OpenAPI document is valid, is the committed one, and lacks nothing. That answers are as it
 * says is checked for each answer in each test of the gateway.
 */
class OpenApiTest {

  private static final String DOCUMENT = "/openapi.json";
  private static final String PAGE = "/swagger-ui/index.html";
  private static final Path MADE = Path.of("target", "openapi.json");

  private final Gateway gateway = Gateway.shared();

  @Test
  void theServedDocumentIsTheCommittedOne() throws IOException {
    JsonNode served = gateway.get(DOCUMENT).json();
    JsonMapper pretty = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.writeString(MADE, pretty.writeValueAsString(served) + "\n");
    assertThat(difference("", DescribedAnswers.document(), served))
        .as("docs/openapi.json differs there; to renew it: cp api-gateway/target/openapi.json docs")
        .isEmpty();
  }

  @Test
  void itIsValidOpenApi31AndItsSchemasAreValidJsonSchema() throws IOException {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    try (InputStream rules = requireNonNull(getClass().getResourceAsStream("openapi-3.1.json"))) {
      assertThat(
              registry
                  .getSchema(rules)
                  .validate(DescribedAnswers.document().toString(), InputFormat.JSON))
          .isEmpty();
    }
    var schema =
        registry.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    DescribedAnswers.document()
        .path("components")
        .path("schemas")
        .properties()
        .forEach(each -> assertThat(schema.validate(each.getValue())).as(each.getKey()).isEmpty());
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryReasonIsSomeCalls() {
    JsonNode document = DescribedAnswers.document();
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(DescribedAnswers.at(reference.asString()).isObject())
          .as(reference.asString())
          .isTrue();
    }
    Set<String> all = new TreeSet<>();
    document
        .path("components")
        .path("examples")
        .properties()
        .forEach(each -> all.add(each.getKey()));
    // What is answered at no call's path, or to no call's method.
    all.removeAll(Set.of("NOT_FOUND", "METHOD_NOT_ALLOWED"));
    Set<String> told = new TreeSet<>();
    for (JsonNode examples : document.path("paths").findValues("examples")) {
      examples.properties().forEach(each -> told.add(each.getKey()));
    }
    assertThat(told).isEqualTo(all);
  }

  @Test
  void everyCallIsThere() {
    Set<String> calls = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path :
        DescribedAnswers.document().path("paths").properties()) {
      path.getValue().properties().forEach(each -> calls.add(each.getKey() + " " + path.getKey()));
    }
    assertThat(calls)
        .containsExactlyInAnyOrder(
            "post /api/redemptions",
            "get /api/redemptions/{requestId}",
            "get /api/redemptions/{requestId}/events",
            "post /api/redemptions/{requestId}/release",
            "post /api/invites",
            "patch /api/invites/{code}",
            "post /api/invites/validate",
            "post /api/auth/complete-phone-signup");
  }

  @Test
  void whatIsNotDescribedWouldBeSeenInEveryTest() {
    Reply reply =
        gateway.post("/api/invites/validate", "{\"code\":\"%s\"}".formatted(Records.newCode()));
    JsonNode described =
        DescribedAnswers.at("#/paths/~1api~1invites~1validate/post/responses/200/content")
            .path("application/json")
            .path("schema");
    for (String wrong :
        new String[] {
          reply.text().replace("}", ",\"more\":1}"),
          reply.text().replace("UNKNOWN_CODE", "USE_NOT_FOUND"),
          reply.text().replace("\"isValid\":false,", "")
        }) {
      assertThat(wrong).isNotEqualTo(reply.text());
      assertThatThrownBy(() -> DescribedAnswers.checkBody(described, wrong, "altered"))
          .isInstanceOf(AssertionError.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {DOCUMENT, PAGE, "/swagger-ui/swagger-ui-bundle.js", "/swagger-ui.html"})
  void everybodyMayReadItWhateverTokenTheBrowserSends(String path) {
    assertThat(gateway.get(path, "Cookie", "session=gone").status()).isIn(200, 302);
    assertThat(gateway.get(path, "Authorization", "Bearer made-up").status()).isIn(200, 302);
    HttpRequest post =
        HttpRequest.newBuilder(gateway.uri(path)).POST(BodyPublishers.noBody()).build();
    assertThat(gateway.send(post).status()).isEqualTo(401);
  }

  @Test
  void thePageBringsEverythingAlongAndNoOtherSiteMayFrameIt() {
    Reply page = gateway.get(PAGE, "Cookie", "session=gone");
    assertThat(page.text()).contains("swagger-ui-bundle.js").doesNotContain("http");
    assertThat(gateway.get("/swagger-ui/swagger-initializer.js").text())
        .contains("/openapi.json/swagger-config");
    assertThat(gateway.get("/openapi.json/swagger-config").text())
        .contains(DOCUMENT)
        .contains("\"validatorUrl\":\"none\"");
    Pattern.compile("[^;]+")
        .matcher(page.header("Content-Security-Policy"))
        .results()
        .forEach(rule -> assertThat(rule.group()).doesNotContain("*", "http", "unsafe-eval"));
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
  }

  @Test
  void aSettingTakesItAway() {
    try (Gateway closed = Gateway.start("--springdoc.api-docs.enabled=false")) {
      for (String path : new String[] {DOCUMENT, PAGE, "/swagger-ui.html"}) {
        assertThat(closed.get(path).field("reason")).isEqualTo("NOT_FOUND");
        assertThat(closed.get(path, "Cookie", "other=1").field("reason"))
            .isEqualTo("TOKEN_MISSING");
      }
    }
  }

  /** Where the first difference is; empty if there is none. */
  private static String difference(String at, JsonNode committed, JsonNode served) {
    if (committed.equals(served)) {
      return "";
    }
    if (committed.isObject() && served.isObject()) {
      Set<String> names = new TreeSet<>(committed.propertyNames());
      names.addAll(served.propertyNames());
      for (String name : names) {
        if (!committed.path(name).equals(served.path(name))) {
          return difference(at + "/" + name, committed.path(name), served.path(name));
        }
      }
    }
    return "%s: %s, served is %s".formatted(at, committed, served);
  }
}
