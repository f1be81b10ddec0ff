package dev.admitone.gateway.http;

import dev.admitone.schemas.avro.RedemptionDecided;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * Problem bodies.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
final class Problems {

  private static final String TYPE_PREFIX = "urn:admit-one:problem:";

  private Problems() {}

  /** The problem with the reason's own sentence. */
  static ResponseEntity<Object> response(Reason reason) {
    return response(reason, reason.sentence(), null, HttpHeaders.EMPTY);
  }

  /** The problem of a request that has an id. */
  static ResponseEntity<Object> response(Reason reason, UUID requestId) {
    return response(reason, reason.sentence(), requestId, HttpHeaders.EMPTY);
  }

  static ResponseEntity<Object> response(
      Reason reason, String error, @Nullable UUID requestId, HttpHeaders headers) {
    return response(body(reason, error, requestId), headers);
  }

  /** The problem of a request that was decided, with what its decision names. */
  static ResponseEntity<Object> response(
      Reason reason, RedemptionDecided decision, HttpHeaders headers) {
    ProblemDetail problem = body(reason, reason.sentence(), decision.getRequestId());
    OwnUse ownUse = OwnUse.of(decision);
    if (ownUse != null) {
      problem.setProperty("ownUse", ownUse);
    }
    return response(problem, headers);
  }

  private static ResponseEntity<Object> response(ProblemDetail problem, HttpHeaders headers) {
    return ResponseEntity.status(problem.getStatus())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  static ProblemDetail body(Reason reason, String error, @Nullable UUID requestId) {
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
