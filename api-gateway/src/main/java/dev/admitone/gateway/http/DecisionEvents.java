package dev.admitone.gateway.http;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.kafka.Answer;
import dev.admitone.gateway.kafka.LogPosition;
import dev.admitone.gateway.kafka.RedemptionLog;
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
  private final Answers answers;
  private final GatewayProperties.Events settings;
  private final JsonMapper json;

  DecisionEvents(
      RedemptionLog log, Answers answers, GatewayProperties.Events settings, JsonMapper json) {
    this.log = log;
    this.answers = answers;
    this.settings = settings;
    this.json = json;
  }

  /** Writes the events to the response, beginning with how the request stands now. */
  void tell(
      UUID id,
      Answer now,
      @Nullable LogPosition at,
      HttpServletRequest request,
      HttpServletResponse response) {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    // A proxy that compresses would hold events back until it has enough of them.
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store, no-transform");
    // Asks proxies that know it not to hold events back.
    response.setHeader("X-Accel-Buffering", "no");
    try {
      Answer last = now;
      if (at != null && now instanceof Answer.Pending) {
        // So that the caller sees at once that the stream is open.
        write(COMMENT, response);
        last =
            log.follow(
                id, at, settings.longest(), settings.heartbeat(), () -> write(COMMENT, response));
      }
      write(event(id, last, request), response);
    } catch (IOException e) {
      LOG.debug("A caller went away before its decision was there", e);
    }
  }

  private String event(UUID id, Answer answer, HttpServletRequest request) {
    return switch (answer) {
      case Answer.Decided(var decision) when !answers.maySee(decision, request) -> {
        Reason reason = Reason.OTHER_USER;
        DecisionTag.set(request, reason.name());
        yield event("refused", Problems.body(reason, reason.sentence(), id));
      }
      case Answer.Decided(var decision) -> {
        answers.note(decision, request);
        yield event("decided", RequestStatus.decided(decision));
      }
      case Answer.Pending pending -> {
        DecisionTag.set(request, RequestStatus.PENDING);
        yield "retry: %d\n%s"
            .formatted(
                pending.expectedDelay().toMillis(),
                event("pending", RequestStatus.pending(id, pending.ahead())));
      }
      case Answer.Unknown _ -> {
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
