package dev.admitone.gateway.lean;

import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.RefusedCallException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletionException;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Writes responses as the framework writes those of controllers. */
final class ResponseWriter {

  private final JsonMapper json;

  ResponseWriter(JsonMapper json) {
    this.json = json;
  }

  /** Writes all of it into the server's buffer. */
  void write(ResponseEntity<Object> entity, HttpServletRequest call, HttpServletResponse response)
      throws IOException {
    Object body = entity.getBody();
    if (body instanceof ProblemDetail problem && problem.getInstance() == null) {
      problem.setInstance(URI.create(call.getRequestURI()));
    }
    response.setStatus(entity.getStatusCode().value());
    entity
        .getHeaders()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    response.getOutputStream().write(json.writeValueAsBytes(body));
  }

  /** Writes a refusal, or that something unexpected happened. */
  void fail(Throwable failure, HttpServletRequest call, HttpServletResponse response)
      throws IOException {
    Throwable cause = failure.getCause();
    Throwable thrown = failure instanceof CompletionException && cause != null ? cause : failure;
    if (thrown instanceof RefusedCallException refused) {
      Problems.refuse(refused.reason(), call, response);
    } else {
      write(Problems.unexpected(thrown), call, response);
    }
  }
}
