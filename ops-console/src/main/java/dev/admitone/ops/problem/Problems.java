package dev.admitone.ops.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Problem bodies, in the form that the gateway's have.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public final class Problems {

  private static final String TYPE_PREFIX = "urn:admit-one:problem:";
  private static final String RETRY_AFTER_SECONDS = "1";

  /** Writes members in the order of RFC 9457, as the controllers' mapper does. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
          .build();

  private Problems() {}

  /** The response of a controller that refuses a call. */
  static ResponseEntity<Object> response(Reason reason, String error, HttpHeaders headers) {
    ResponseEntity.BodyBuilder response =
        ResponseEntity.status(reason.status())
            .headers(headers)
            .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (reason.status().value() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return response.body(body(reason, error));
  }

  /** Refuses a call that no controller handles. */
  public static void write(Reason reason, HttpServletResponse response) throws IOException {
    response.setStatus(reason.status().value());
    if (reason.status().value() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    writeBody(reason, response);
  }

  /** The body alone: the response has a status already. */
  static void writeBody(Reason reason, HttpServletResponse response) throws IOException {
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(JSON.writeValueAsBytes(body(reason, reason.sentence())));
  }

  private static ProblemDetail body(Reason reason, String error) {
    String words = reason.name().toLowerCase(Locale.ROOT);
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(reason.status(), error);
    problem.setType(URI.create(TYPE_PREFIX + words.replace('_', '-')));
    problem.setTitle(reason.name().charAt(0) + words.substring(1).replace('_', ' '));
    problem.setProperty("error", error);
    problem.setProperty("reason", reason);
    problem.setProperty("mayChange", reason.mayChange());
    return problem;
  }
}
