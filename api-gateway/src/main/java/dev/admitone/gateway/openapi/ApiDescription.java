package dev.admitone.gateway.openapi;

import static java.util.Objects.requireNonNull;

import dev.admitone.gateway.openapi.CallDescription.Success;
import dev.admitone.gateway.openapi.CallDescription.Trait;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.security.Caller;
import dev.admitone.gateway.web.HeaderNames;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/**
 * Tells of each call what it answers, and why it refuses: what {@link Reason} and {@link
 * CallDescription} say. Paths, methods, parameters and media types are the controllers' own.
 */
final class ApiDescription implements OperationCustomizer, OpenApiCustomizer {

  private final DescribedParts parts;

  ApiDescription(DescribedParts parts) {
    this.parts = parts;
  }

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    CallDescription call = CallDescriptions.of(method.getMethod().getName());
    operation.setOperationId(call.operationId());
    operation.setTags(List.of(call.group()));
    operation.setSummary(call.summary());
    operation.setDescription(call.text());
    operation.setParameters(parameters(operation, call));
    operation.setSecurity(security(call));
    operation.setResponses(responses(call, operation.getRequestBody() != null));
    return operation;
  }

  /** In the order of the descriptions: that of the methods in a class is nobody's. */
  @Override
  public void customise(OpenAPI document) {
    parts.addTo(document);
    Paths ordered = new Paths();
    document.getPaths().entrySet().stream()
        .sorted(Comparator.comparingInt(path -> place(path.getValue())))
        .forEach(path -> ordered.addPathItem(path.getKey(), path.getValue()));
    document.setPaths(ordered);
  }

  private static int place(PathItem path) {
    return path.readOperations().stream()
        .mapToInt(
            operation ->
                CallDescriptions.ALL.indexOf(CallDescriptions.of(operation.getOperationId())))
        .min()
        .orElseThrow();
  }

  private static List<Parameter> parameters(Operation operation, CallDescription call) {
    List<Parameter> parameters = new ArrayList<>();
    if (operation.getParameters() != null) {
      operation.getParameters().forEach(own -> parameters.add(reference(own.getName())));
    }
    if (call.is(Trait.CHANGES)) {
      parameters.add(reference(HeaderNames.IDEMPOTENCY_KEY));
    }
    if (call.is(Trait.CHANGES) || call.is(Trait.ASKS)) {
      parameters.add(reference(HeaderNames.PREFER));
    }
    return parameters;
  }

  private static Parameter reference(String name) {
    Parameter parameter = new Parameter();
    parameter.set$ref("#/components/parameters/" + name);
    return parameter;
  }

  private static List<SecurityRequirement> security(CallDescription call) {
    List<String> scopes = call.is(Trait.OF_OPERATORS) ? List.of(Caller.OPERATOR) : List.of();
    SecurityRequirement bearer = new SecurityRequirement().addList(DescribedParts.BEARER, scopes);
    return call.is(Trait.ANONYMOUS)
        ? List.of(new SecurityRequirement(), bearer)
        : List.of(bearer, new SecurityRequirement().addList(DescribedParts.SESSION_COOKIE, scopes));
  }

  private static ApiResponses responses(CallDescription call, boolean hasBody) {
    ApiResponses responses = new ApiResponses();
    for (Success success : call.successes()) {
      ApiResponse response = new ApiResponse().description(success.sentence());
      response.content(content(success.mediaType(), RecordSchemas.reference(success.schema())));
      DescribedHeaders.ofSuccess(call, success).forEach(response::addHeaderObject);
      responses.addApiResponse(String.valueOf(success.status()), response);
    }
    Map<Integer, Set<Reason>> byStatus =
        call.reasons(hasBody).stream()
            .collect(
                Collectors.groupingBy(
                    reason -> reason.status().value(),
                    TreeMap::new,
                    Collectors.toCollection(LinkedHashSet::new)));
    byStatus.forEach(
        (status, reasons) ->
            responses.addApiResponse(String.valueOf(status), problem(call, status, reasons)));
    return responses;
  }

  private static ApiResponse problem(CallDescription call, int status, Set<Reason> reasons) {
    JsonSchema reason = new JsonSchema();
    reason.setEnum(FieldSchemas.names(reasons));
    JsonSchema narrower = new JsonSchema();
    narrower.addProperty("reason", reason);
    JsonSchema schema = new JsonSchema();
    schema.addAllOfItem(RecordSchemas.reference(BodySchemas.PROBLEM));
    schema.addAllOfItem(narrower);
    ApiResponse response = new ApiResponse();
    response.setDescription(reasons.stream().map(Reason::name).collect(Collectors.joining(", ")));
    response.setContent(
        content(org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema));
    MediaType media =
        requireNonNull(
            response
                .getContent()
                .get(org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE));
    reasons.forEach(each -> media.addExamples(each.name(), DescribedParts.example(each)));
    DescribedHeaders.ofProblem(call, status).forEach(response::addHeaderObject);
    return response;
  }

  private static Content content(String mediaType, JsonSchema schema) {
    return new Content().addMediaType(mediaType, new MediaType().schema(schema));
  }
}
