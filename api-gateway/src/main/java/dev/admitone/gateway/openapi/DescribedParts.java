package dev.admitone.gateway.openapi;

import dev.admitone.gateway.call.CallReader;
import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.security.Caller;
import dev.admitone.gateway.web.HeaderNames;
import dev.admitone.gateway.log.requests.LogPosition;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the calls of the OpenAPI document share: schemas, parameters, headers, examples, tokens. */
final class DescribedParts {

  static final String BEARER = "bearer";
  static final String SESSION_COOKIE = "sessionCookie";

  private static final UUID EXAMPLE_ID = UUID.fromString("c6823f67-514e-8ef6-91c0-6f41aa18490d");

  private final JsonMapper json;
  private final String sessionCookie;

  DescribedParts(JsonMapper json, String sessionCookie) {
    this.json = json;
    this.sessionCookie = sessionCookie;
  }

  /** The document's frame, before springdoc finds the calls. */
  static OpenAPI frame() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Admit One")
                .version("1")
                .description(
                    """
                    Redeems invite codes: at most once per user, never beyond a code's limit. \
                    Errors are problems (RFC 9457) with `error` for people, `reason` for programs, \
                    and `mayChange`.""")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        .servers(List.of(new Server().url("/")));
  }

  void addTo(OpenAPI document) {
    Components components = new Components();
    BodySchemas.addTo(components);
    DescribedHeaders.addTo(components);
    addParameters(components);
    for (Reason reason : Reason.values()) {
      components.addExamples(reason.name(), new Example().value(problem(reason)));
    }
    components
        .addSecuritySchemes(
            BEARER,
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT")
                .description(
                    "A token of the issuer that the gateway trusts. It acts for its own subject;"
                        + " the scope `%s` acts for any user, `%s` is for operators"
                            .formatted(Caller.WRITES_FOR_ANYBODY, Caller.OPERATOR)))
        .addSecuritySchemes(
            SESSION_COOKIE,
            new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.COOKIE)
                .name(sessionCookie)
                .description("The same token, from a browser; not from pages of other sites"));
    document.setComponents(components);
  }

  static Example example(Reason reason) {
    Example example = new Example();
    example.set$ref("#/components/examples/" + reason.name());
    return example;
  }

  /** As the gateway writes it. */
  private Map<String, Object> problem(Reason reason) {
    boolean hasId = reason.compareTo(Reason.NOT_ACKNOWLEDGED) <= 0;
    return json.readValue(
        json.writeValueAsBytes(Problems.body(reason, reason.sentence(), hasId ? EXAMPLE_ID : null)),
        new TypeReference<>() {});
  }

  private static void addParameters(Components components) {
    JsonSchema id = RecordSchemas.typed("string");
    id.setFormat("uuid");
    add(components, "requestId", "path", id, "The request's id, as its answer gave it");
    JsonSchema at = RecordSchemas.typed("string");
    at.setPattern("^" + LogPosition.TEXT + "$");
    add(components, "at", "query", at, "The request's place in the log, as `Location` gave it");
    JsonSchema code = FieldSchemas.request("code", RecordSchemas.typed("string"));
    add(components, "code", "path", code, String.valueOf(code.getDescription()));
    JsonSchema key = RecordSchemas.typed("string");
    key.setPattern("^" + CallReader.KEY + "$");
    add(
        components,
        HeaderNames.IDEMPOTENCY_KEY,
        "header",
        key,
        "Makes the call safe to send again: the same key of the same caller is the same request."
            + " Any text that no other wish has");
    JsonSchema prefer = RecordSchemas.typed("string");
    prefer.setExamples(List.of("wait=10", "respond-async", "respond-async, wait=2"));
    add(
        components,
        HeaderNames.PREFER,
        "header",
        prefer,
        "RFC 7240: `wait=N` (seconds) for the decision, at most 30; `respond-async`: 202 at once,"
            + " or after the wait that is given beside it. Without it calls that change something"
            + " wait 5 seconds, and those that ask don't wait");
  }

  private static void add(
      Components components, String name, String in, JsonSchema schema, String text) {
    components.addParameters(
        name,
        new Parameter()
            .name(name)
            .in(in)
            .required(in.equals("path"))
            .schema(schema)
            .description(text));
  }
}
