package dev.admitone.gateway.redemption;

import dev.admitone.gateway.call.CallReader;
import dev.admitone.gateway.call.ChangeCall;
import dev.admitone.gateway.call.Fields;
import dev.admitone.gateway.call.Responses;
import dev.admitone.gateway.call.StatusCall;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.limits.WaitingCallsPerUser;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.log.RedemptionLog;
import dev.admitone.gateway.log.requests.NotAcknowledgedException;
import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.web.LoggerKeys;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codes.Requests;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Redeems codes, and tells what became of a request. */
@RestController
@RequestMapping("/api/redemptions")
class RedemptionController {

  private final CallReader calls;
  private final RedemptionLog log;
  private final Responses responses;
  private final CallLimits limits;
  private final WaitingCallsPerUser waiting;

  RedemptionController(
      CallReader calls,
      RedemptionLog log,
      Responses responses,
      CallLimits limits,
      WaitingCallsPerUser waiting) {
    this.calls = calls;
    this.log = log;
    this.responses = responses;
    this.limits = limits;
    this.waiting = waiting;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> redeem(
      @RequestBody RedeemBody body, HttpServletRequest http, HttpServletResponse response) {
    ChangeCall call = calls.change(http);
    String code = Fields.code(body.code());
    String userId = Fields.userId(body.userId());
    call.caller().requireMayActFor(userId);
    limits.admit(call.caller(), userId, response);
    UUID id = call.requestId();
    RedemptionRequest request = Requests.redeem(id, code, userId);
    try (var _ = MDC.putCloseable(LoggerKeys.REQUEST_ID, id.toString())) {
      return switch (log.submit(request, responses.wait(call.preference()))) {
        case DecisionResult.Decided(var decision) -> {
          limits.told(call.caller(), decision);
          yield responses.decided(decision, call);
        }
        case DecisionResult.Pending pending -> responses.accepted(id, pending, call);
      };
    } catch (NotAcknowledgedException e) {
      return responses.notAcknowledged(id, call);
    }
  }

  @GetMapping("/{requestId}")
  ResponseEntity<Object> getRedemption(
      @PathVariable String requestId,
      @RequestParam(required = false) @Nullable String at,
      HttpServletRequest http,
      HttpServletResponse response) {
    StatusCall call = calls.status(requestId, at, http);
    UUID id = call.requestId();
    limits.admitLook(call.caller(), id, response);
    try (var _ = MDC.putCloseable(LoggerKeys.REQUEST_ID, id.toString());
        WaitingCallsPerUser.Place place = waiting.enter(call.caller())) {
      Duration wait = place.mayWait() ? responses.waitWhenAsked(call.preference()) : Duration.ZERO;
      Runnable admission = () -> limits.admitQuestion(call.caller(), http, response);
      return switch (log.find(id, call.position(), wait, admission)) {
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
