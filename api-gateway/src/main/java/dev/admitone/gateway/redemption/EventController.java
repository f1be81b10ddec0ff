package dev.admitone.gateway.redemption;

import dev.admitone.gateway.call.Fields;
import dev.admitone.gateway.call.RequestIds;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.limits.WaitingCallsPerUser;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.log.RedemptionLog;
import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.security.Caller;
import dev.admitone.gateway.security.CallerResolver;
import dev.admitone.gateway.web.Logs;
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
  private final WaitingCallsPerUser askers;
  private final CallerResolver callers;
  private final CallLimits limits;
  private final int partitionCount;

  EventController(
      RedemptionLog log,
      DecisionEvents events,
      WaitingCallsPerUser askers,
      CallerResolver callers,
      CallLimits limits,
      ContractProperties contract) {
    this.log = log;
    this.events = events;
    this.askers = askers;
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
    Caller caller = callers.resolve(request);
    limits.admitLook(caller, id, response);
    try (var _ = MDC.putCloseable(Logs.REQUEST_ID, id.toString());
        WaitingCallsPerUser.Place place = askers.enter(request)) {
      Runnable admission = () -> limits.admitQuestion(caller, request, response);
      DecisionResult now = log.find(id, position, Duration.ZERO, admission);
      if (now instanceof DecisionResult.Unknown) {
        return Problems.response(Reason.UNKNOWN_REQUEST, id);
      }
      // Without a position nothing is waited for.
      events.tell(id, now, place.mayWait() ? position : null, caller, request, response);
      return null;
    }
  }
}
