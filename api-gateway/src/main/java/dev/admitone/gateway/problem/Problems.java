package dev.admitone.gateway.problem;

import dev.admitone.gateway.web.DecisionTag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Problem bodies.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String TYPE_PREFIX = "urn:admit-one:problem:";

  /** Writes members in the order of RFC 9457, as the controllers' mapper does. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
          .build();

  private Problems() {}

  /** The problem with the reason's own sentence. */
  public static ResponseEntity<Object> response(Reason reason) {
    return response(reason, reason.sentence(), null, HttpHeaders.EMPTY);
  }

  /** The problem of a request that has an id. */
  public static ResponseEntity<Object> response(Reason reason, UUID requestId) {
    return response(reason, reason.sentence(), requestId, HttpHeaders.EMPTY);
  }

  public static ResponseEntity<Object> response(
      Reason reason, String error, @Nullable UUID requestId, HttpHeaders headers) {
    return response(body(reason, error, requestId), headers);
  }

  public static ResponseEntity<Object> response(ProblemDetail problem, HttpHeaders headers) {
    return ResponseEntity.status(problem.getStatus())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  /** Refuses a call that no controller handles, and tells the metrics of HTTP calls why. */
  public static void write(Reason reason, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    DecisionTag.set(request, reason.name());
    write(body(reason), response);
  }

  /** Refuses a call whose path is known, and tells the metrics of HTTP calls why. */
  public static void refuse(Reason reason, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    DecisionTag.set(request, reason.name());
    ProblemDetail problem = body(reason);
    // As the framework does with the problems that controllers return.
    problem.setInstance(URI.create(request.getRequestURI()));
    write(problem, response);
  }

  /** Reports what is a bug or a broken part, and tells its caller no more than that. */
  public static ResponseEntity<Object> unexpected(Throwable failure) {
    LOG.error("A call failed unexpectedly", failure);
    return response(Reason.INTERNAL_ERROR);
  }

  /** Writes the problem and its status. */
  public static void write(ProblemDetail problem, HttpServletResponse response) throws IOException {
    response.setStatus(problem.getStatus());
    writeBody(problem, response);
  }

  /** Writes the problem under the status that the response has. */
  static void writeBody(ProblemDetail problem, HttpServletResponse response) throws IOException {
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(JSON.writeValueAsBytes(problem));
  }

  /** The body with the reason's own sentence. */
  public static ProblemDetail body(Reason reason) {
    return body(reason, reason.sentence(), null);
  }

  public static ProblemDetail body(Reason reason, String error, @Nullable UUID requestId) {
    String words = reason.name().toLowerCase(Locale.ROOT);
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(reason.status(), error);
    problem.setType(URI.create(TYPE_PREFIX + words.replace('_', '-')));
    problem.setTitle(reason.name().charAt(0) + words.substring(1).replace('_', ' '));
    problem.setProperty("error", error);
    problem.setProperty("reason", reason);
    problem.setProperty("mayChange", reason.mayChange());
    if (requestId != null) {
      problem.setProperty("requestId", requestId);
    }
    return problem;
  }
}
