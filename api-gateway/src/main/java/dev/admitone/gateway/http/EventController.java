package dev.admitone.gateway.http;

import dev.admitone.gateway.kafka.Answer;
import dev.admitone.gateway.kafka.LogPosition;
import dev.admitone.gateway.kafka.RedemptionLog;
import dev.admitone.service.ContractProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells decisions to whoever listens for them. */
@RestController
class EventController {

  private final RedemptionLog log;
  private final DecisionEvents events;
  private final Askers askers;
  private final Answers answers;
  private final CallerResolver callers;
  private final CallLimits limits;
  private final int partitionCount;

  EventController(
      RedemptionLog log,
      DecisionEvents events,
      Askers askers,
      Answers answers,
      CallerResolver callers,
      CallLimits limits,
      ContractProperties contract) {
    this.log = log;
    this.events = events;
    this.askers = askers;
    this.answers = answers;
    this.callers = callers;
    this.limits = limits;
    this.partitionCount = contract.partitions();
  }

  /** Null: the events are written already. */
  @GetMapping(
      path = "/api/redemptions/{requestId}/events",
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Nullable ResponseEntity<Object> events(
      @PathVariable String requestId,
      @RequestParam(required = false) @Nullable String at,
      HttpServletRequest request,
      HttpServletResponse response) {
    UUID id = RequestIds.parse(requestId);
    LogPosition position = Fields.position(at, partitionCount);
    answers.admitLook(id, request, response);
    try (var _ = MDC.putCloseable(Logs.REQUEST_ID, id.toString());
        Askers.Place place = askers.enter(request)) {
      Runnable admission = () -> limits.admitQuestion(callers.resolve(request), request, response);
      Answer now = log.find(id, position, Duration.ZERO, admission);
      if (now instanceof Answer.Unknown) {
        return Problems.response(Reason.UNKNOWN_REQUEST, id);
      }
      // Without a position nothing is waited for.
      events.tell(id, now, place.mayWait() ? position : null, request, response);
      return null;
    }
  }
}
