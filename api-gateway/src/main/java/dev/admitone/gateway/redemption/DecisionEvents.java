package dev.admitone.gateway.redemption;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.call.RequestStatus;
import dev.admitone.gateway.call.Responses;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.log.RedemptionLog;
import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.security.Caller;
import dev.admitone.gateway.web.DecisionTag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a request's decision as server-sent events: {@code decided} with what GET answers, or
 * {@code pending} where it takes too long, and then the end. Blocks the calling thread, which is a
 * virtual one, while it waits.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, server-sent
 *     events</a>
 */
final class DecisionEvents {

  private static final Logger LOG = LoggerFactory.getLogger(DecisionEvents.class);

  private static final String COMMENT = ":\n\n";

  private final RedemptionLog log;
  private final Responses answers;
  private final CallLimits limits;
  private final GatewayProperties.Events settings;
  private final JsonMapper json;

  DecisionEvents(
      RedemptionLog log,
      Responses answers,
      CallLimits limits,
      GatewayProperties.Events settings,
      JsonMapper json) {
    this.log = log;
    this.answers = answers;
    this.limits = limits;
    this.settings = settings;
    this.json = json;
  }

  /** Writes the events to the response, beginning with how the request stands now. */
  void tell(
      UUID id,
      DecisionResult now,
      @Nullable LogPosition at,
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response) {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    // A proxy that compresses would hold events back until it has enough of them.
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store, no-transform");
    // Asks proxies that know it not to hold events back.
    response.setHeader("X-Accel-Buffering", "no");
    try {
      DecisionResult last = now;
      if (at != null && now instanceof DecisionResult.Pending) {
        // So that the caller sees at once that the stream is open.
        write(COMMENT, response);
        last =
            log.follow(
                id, at, settings.longest(), settings.heartbeat(), () -> write(COMMENT, response));
      }
      write(event(id, last, caller, request), response);
    } catch (IOException e) {
      LOG.debug("A caller went away before its decision was there", e);
    }
  }

  private String event(UUID id, DecisionResult answer, Caller caller, HttpServletRequest request) {
    return switch (answer) {
      case DecisionResult.Decided(var decision) when !answers.maySee(decision, request) -> {
        Reason reason = Reason.OTHER_USER;
        DecisionTag.set(request, reason.name());
        yield event("refused", Problems.body(reason, reason.sentence(), id));
      }
      case DecisionResult.Decided(var decision) -> {
        limits.told(caller, decision);
        answers.note(decision, request);
        yield event("decided", RequestStatus.decided(decision));
      }
      case DecisionResult.Pending pending -> {
        DecisionTag.set(request, RequestStatus.PENDING);
        yield "retry: %d\n%s"
            .formatted(
                pending.expectedDelay().toMillis(),
                event("pending", RequestStatus.pending(id, pending.ahead())));
      }
      case DecisionResult.Unknown _ -> {
        Reason reason = Reason.UNKNOWN_REQUEST;
        DecisionTag.set(request, reason.name());
        yield event("unknown", Problems.body(reason, reason.sentence(), id));
      }
    };
  }

  /** JSON without line breaks: a line break would end the event's data. */
  private String event(String name, Object data) {
    return "event: %s\ndata: %s\n\n".formatted(name, json.writeValueAsString(data));
  }

  private static void write(String text, HttpServletResponse response) throws IOException {
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    response.flushBuffer();
  }
}
