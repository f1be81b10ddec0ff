package dev.admitone.gateway.redemption;

import dev.admitone.gateway.call.Responses;
import dev.admitone.gateway.call.StatusCall;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.limits.WaitingCallsPerUser;
import dev.admitone.gateway.log.DecisionFinder;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.web.LoggerKeys;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.MDC;
import org.springframework.http.ResponseEntity;

/** Tells what became of a request: what lies between a call and its response, on each route. */
final class Looking {

  private final DecisionFinder decisions;
  private final Responses responses;
  private final CallLimits limits;
  private final WaitingCallsPerUser waiting;

  Looking(
      DecisionFinder decisions,
      Responses responses,
      CallLimits limits,
      WaitingCallsPerUser waiting) {
    this.decisions = decisions;
    this.responses = responses;
    this.limits = limits;
    this.waiting = waiting;
  }

  /**
   * Looks for the decision, for as long as the caller prefers to wait. What is wrong with the call
   * is thrown at once.
   *
   * @param response gets the headers that tell what is left of the caller's limits
   * @return the response; does not wait for it. Fails with a refusal if the caller may not see the
   *     decision
   */
  CompletableFuture<ResponseEntity<Object>> look(StatusCall call, HttpServletResponse response) {
    UUID id = call.requestId();
    limits.admitLook(call.caller(), id, response);
    WaitingCallsPerUser.Place place = waiting.enter(call.caller());
    boolean waits = false;
    try (var _ = MDC.putCloseable(LoggerKeys.REQUEST_ID, id.toString())) {
      Duration wait = place.mayWait() ? responses.waitWhenAsked(call.preference()) : Duration.ZERO;
      Runnable admission = () -> limits.admitQuestion(call.caller(), call.http(), response);
      CompletableFuture<DecisionResult> found =
          decisions.find(id, call.position(), wait, admission);
      waits = true;
      return found
          .whenComplete((_, _) -> place.close())
          .thenApply(result -> response(result, call));
    } finally {
      if (!waits) {
        place.close();
      }
    }
  }

  private ResponseEntity<Object> response(DecisionResult result, StatusCall call) {
    UUID id = call.requestId();
    try (var _ = MDC.putCloseable(LoggerKeys.REQUEST_ID, id.toString())) {
      return switch (result) {
        case DecisionResult.Decided(var decision) -> {
          ResponseEntity<Object> status = responses.status(decision, call);
          limits.told(call.caller(), decision);
          yield status;
        }
        case DecisionResult.Pending pending -> responses.status(id, pending, call);
        case DecisionResult.Unknown _ -> Problems.response(Reason.UNKNOWN_REQUEST, id);
      };
    }
  }
}
