package dev.admitone.gateway.redemption;

import dev.admitone.gateway.call.CallReader;
import dev.admitone.gateway.call.StatusCall;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.limits.WaitingCallsPerUser;
import dev.admitone.gateway.log.DecisionFinder;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.web.LoggerKeys;
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

/** Sends a request's decision as server-sent events. */
@RestController
class EventController {

  private final CallReader calls;
  private final DecisionFinder decisions;
  private final DecisionEvents events;
  private final WaitingCallsPerUser waiting;
  private final CallLimits limits;

  EventController(
      CallReader calls,
      DecisionFinder decisions,
      DecisionEvents events,
      WaitingCallsPerUser waiting,
      CallLimits limits) {
    this.calls = calls;
    this.decisions = decisions;
    this.events = events;
    this.waiting = waiting;
    this.limits = limits;
  }

  /** Null: the events are written already. */
  @GetMapping(
      path = "/api/redemptions/{requestId}/events",
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Nullable ResponseEntity<Object> events(
      @PathVariable String requestId,
      @RequestParam(required = false) @Nullable String at,
      HttpServletRequest http,
      HttpServletResponse response) {
    StatusCall call = calls.status(requestId, at, http);
    UUID id = call.requestId();
    limits.admitLook(call.caller(), id, response);
    try (var _ = MDC.putCloseable(LoggerKeys.REQUEST_ID, id.toString());
        WaitingCallsPerUser.Place place = waiting.enter(call.caller())) {
      Runnable admission = () -> limits.admitQuestion(call.caller(), http, response);
      // Without a wait it is complete.
      DecisionResult now = decisions.find(id, call.position(), Duration.ZERO, admission).join();
      if (now instanceof DecisionResult.Unknown) {
        return Problems.response(Reason.UNKNOWN_REQUEST, id);
      }
      events.tell(call, now, place.mayWait(), response);
      return null;
    }
  }
}
