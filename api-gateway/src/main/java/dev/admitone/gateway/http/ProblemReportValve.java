package dev.admitone.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/** Makes problems of what Tomcat itself refuses. Public because Tomcat makes it by its name. */
public final class ProblemReportValve extends ErrorReportValve {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);
  private static final int FIRST_SERVER_ERROR = 500;

  private static final byte[] CLIENT_ERROR = bytes(Reason.INVALID_REQUEST);
  private static final byte[] SERVER_ERROR = bytes(Reason.INTERNAL_ERROR);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    boolean written = response.getContentWritten() > 0 || !response.setErrorReported();
    if (response.getStatus() < Reason.INVALID_REQUEST.status().value() || written) {
      return;
    }
    byte[] body = response.getStatus() < FIRST_SERVER_ERROR ? CLIENT_ERROR : SERVER_ERROR;
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.getOutputStream().write(body);
    } catch (IOException e) {
      LOG.debug("A caller went away before its problem was written", e);
    }
  }

  private static byte[] bytes(Reason reason) {
    ProblemDetail problem = Problems.body(reason, reason.sentence(), null);
    return JsonMapper.builder()
        .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
        .build()
        .writeValueAsString(problem)
        .getBytes(UTF_8);
  }
}
