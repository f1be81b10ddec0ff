package dev.admitone.gateway.redemption;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.call.RequestStatus;
import dev.admitone.gateway.call.Responses;
import dev.admitone.gateway.call.StatusCall;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.log.DecisionFinder;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.web.DecisionTag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a request's decision as server-sent events: {@code decided} with what GET returns, or
 * {@code pending} where it takes too long, and then the end. Blocks the calling thread, which is a
 * virtual one, while it waits.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, server-sent
 *     events</a>
 */
final class DecisionEvents {

  private static final Logger LOG = LoggerFactory.getLogger(DecisionEvents.class);

  private static final String COMMENT = ":\n\n";

  private final DecisionFinder decisions;
  private final Responses responses;
  private final CallLimits limits;
  private final GatewayProperties.Events settings;
  private final JsonMapper json;

  DecisionEvents(
      DecisionFinder decisions,
      Responses responses,
      CallLimits limits,
      GatewayProperties.Events settings,
      JsonMapper json) {
    this.decisions = decisions;
    this.responses = responses;
    this.limits = limits;
    this.settings = settings;
    this.json = json;
  }

  /**
   * Writes the events to the response, beginning with what is known of the request now.
   *
   * @param mayWait whether the caller has a place to wait in; without a position nothing is waited
   *     for either
   */
  void tell(StatusCall call, DecisionResult now, boolean mayWait, HttpServletResponse response) {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    // A proxy that compresses would delay events until it has enough of them.
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store, no-transform");
    // Asks proxies that know it not to delay events.
    response.setHeader("X-Accel-Buffering", "no");
    try {
      DecisionResult last = now;
      LogPosition at = call.position();
      if (mayWait && at != null && now instanceof DecisionResult.Pending) {
        // So that the caller sees at once that the stream is open.
        write(COMMENT, response);
        last =
            decisions.follow(
                call.requestId(),
                at,
                settings.maxDuration(),
                settings.heartbeat(),
                () -> write(COMMENT, response));
      }
      write(event(call, last), response);
    } catch (IOException e) {
      LOG.debug("A caller closed its connection before its decision was written", e);
    }
  }

  private String event(StatusCall call, DecisionResult result) {
    UUID id = call.requestId();
    return switch (result) {
      case DecisionResult.Decided(var decision) when !responses.maySee(decision, call) -> {
        Reason reason = Reason.OTHER_USER;
        DecisionTag.set(call.http(), reason.name());
        yield event("refused", Problems.body(reason, reason.sentence(), id));
      }
      case DecisionResult.Decided(var decision) -> {
        limits.told(call.caller(), decision);
        responses.note(decision, call);
        yield event("decided", RequestStatus.decided(decision));
      }
      case DecisionResult.Pending pending -> {
        DecisionTag.set(call.http(), RequestStatus.PENDING);
        yield "retry: %d\n%s"
            .formatted(
                pending.expectedDelay().toMillis(),
                event("pending", RequestStatus.pending(id, pending.ahead())));
      }
      case DecisionResult.Unknown _ -> {
        Reason reason = Reason.UNKNOWN_REQUEST;
        DecisionTag.set(call.http(), reason.name());
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
