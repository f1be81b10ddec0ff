package dev.admitone.ops.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes problems of what Tomcat itself refuses. Public because Tomcat makes it by its name. */
public final class ProblemReportValve extends ErrorReportValve {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);
  private static final int SERVER_ERROR_MIN = 500;

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    boolean written = response.getContentWritten() > 0 || !response.setErrorReported();
    if (response.getStatus() < Reason.INVALID_REQUEST.status().value() || written) {
      return;
    }
    Reason reason =
        response.getStatus() < SERVER_ERROR_MIN ? Reason.INVALID_REQUEST : Reason.INTERNAL_ERROR;
    try {
      // The status stays as Tomcat has set it.
      Problems.writeBody(reason, response);
    } catch (IOException e) {
      LOG.debug("A caller closed its connection before its problem was written", e);
    }
  }
}
