package dev.admitone.gateway.openapi;

import dev.admitone.gateway.openapi.CallDescription.Success;
import dev.admitone.gateway.openapi.CallDescription.Trait;
import dev.admitone.gateway.web.HeaderNames;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.JsonSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Which headers an answer has, and what they say. A name with a question mark may be missing. */
final class DescribedHeaders {

  private static final String MAYBE = "?";
  private static final String OPTIONAL = ".optional";

  /** What the gateway answers once it has looked at the call's content. */
  private static final Set<Integer> AFTER_ADMISSION = Set.of(404, 409, 410, 422, 500, 503);

  private DescribedHeaders() {}

  static void addTo(Components components) {
    add(
        components,
        HttpHeaders.LOCATION,
        "URL of this request's status, on any gateway",
        "/api/redemptions/c6823f67-514e-8ef6-91c0-6f41aa18490d?at=19-1");
    add(components, HttpHeaders.RETRY_AFTER, "After how many seconds to ask or try again", "1");
    add(components, HeaderNames.PREFERENCE_APPLIED, "Which preferences were followed", "wait=5");
    add(
        components,
        HeaderNames.RATE_LIMIT_POLICY,
        "The buckets of the call: size, seconds from empty to full (RateLimit header fields,"
            + " draft 10)",
        "\"user\";q=20;w=4");
    add(
        components,
        HeaderNames.RATE_LIMIT,
        "How the buckets stand: calls left, seconds until full",
        "\"user\";r=19;t=1");
    add(components, HttpHeaders.WWW_AUTHENTICATE, "What the token lacks (RFC 6750)", "Bearer");
  }

  static Map<String, Header> ofSuccess(CallDescription call, Success success) {
    List<String> names = new ArrayList<>();
    boolean accepted = success.status() == HttpStatus.ACCEPTED.value();
    if (accepted) {
      // Each of many codes has a location of its own, in the body.
      names.add(
          HttpHeaders.LOCATION
              + (success.schema().equals(BodySchemas.CREATION_PENDING) ? MAYBE : ""));
      names.add(HttpHeaders.RETRY_AFTER);
    }
    if (call.is(Trait.ASKS)) {
      names.add(HttpHeaders.LOCATION + MAYBE);
      names.add(HttpHeaders.RETRY_AFTER + MAYBE);
    }
    if (call.is(Trait.ASKS) || call.is(Trait.CHANGES)) {
      names.add(HeaderNames.PREFERENCE_APPLIED + MAYBE);
    }
    if (call.is(Trait.LIMITED)) {
      names.add(HeaderNames.RATE_LIMIT_POLICY);
      names.add(HeaderNames.RATE_LIMIT);
    } else if (call.is(Trait.QUESTIONS)) {
      names.add(HeaderNames.RATE_LIMIT_POLICY + MAYBE);
      names.add(HeaderNames.RATE_LIMIT + MAYBE);
    }
    if (call.is(Trait.LIMITED_AT_FIRST)) {
      names.add(HeaderNames.RATE_LIMIT_POLICY + MAYBE);
      names.add(HeaderNames.RATE_LIMIT + MAYBE);
    }
    return references(names);
  }

  static Map<String, Header> ofProblem(CallDescription call, int status) {
    List<String> names = new ArrayList<>();
    switch (status) {
      case 401 -> names.add(HttpHeaders.WWW_AUTHENTICATE);
      case 403 -> {
        if (call.is(Trait.OF_OPERATORS)) {
          names.add(HttpHeaders.WWW_AUTHENTICATE + MAYBE);
        }
      }
      case 429 -> {
        names.add(HttpHeaders.RETRY_AFTER);
        names.add(HeaderNames.RATE_LIMIT_POLICY);
        names.add(HeaderNames.RATE_LIMIT);
      }
      case 503 -> names.add(HttpHeaders.RETRY_AFTER);
      default -> {}
    }
    if (AFTER_ADMISSION.contains(status)) {
      if (call.is(Trait.CHANGES)) {
        names.add(HeaderNames.PREFERENCE_APPLIED + MAYBE);
      }
      if (call.is(Trait.LIMITED) || call.is(Trait.QUESTIONS)) {
        names.add(HeaderNames.RATE_LIMIT_POLICY + MAYBE);
        names.add(HeaderNames.RATE_LIMIT + MAYBE);
      }
    } else if (call.is(Trait.QUESTIONS) && status == HttpStatus.FORBIDDEN.value()) {
      // The ledger's answer may turn out to be another user's.
      names.add(HeaderNames.RATE_LIMIT_POLICY + MAYBE);
      names.add(HeaderNames.RATE_LIMIT + MAYBE);
    }
    boolean afterLooking = AFTER_ADMISSION.contains(status) || status == 403;
    if (call.is(Trait.LIMITED_AT_FIRST) && afterLooking) {
      names.add(HeaderNames.RATE_LIMIT_POLICY + MAYBE);
      names.add(HeaderNames.RATE_LIMIT + MAYBE);
    }
    return references(names);
  }

  private static Map<String, Header> references(List<String> names) {
    Map<String, Header> headers = new LinkedHashMap<>();
    for (String name : names) {
      String bare = name.replace(MAYBE, "");
      Header header = new Header();
      header.set$ref("#/components/headers/" + name.replace(MAYBE, OPTIONAL));
      headers.put(bare, header);
    }
    return headers;
  }

  /** Once for where it always is, once for where it may be. */
  private static void add(Components components, String name, String text, String example) {
    for (boolean always : new boolean[] {true, false}) {
      JsonSchema schema = RecordSchemas.typed("string");
      schema.setExamples(List.of(example));
      Header header = new Header();
      header.setDescription(text);
      header.setSchema(schema);
      header.setRequired(always);
      components.addHeaders(always ? name : name + OPTIONAL, header);
    }
  }
}
