package dev.admitone.gateway.redemption;

import dev.admitone.gateway.call.ChangeCall;
import dev.admitone.gateway.call.ChangeCalls;
import dev.admitone.gateway.call.Fields;
import dev.admitone.gateway.call.RequestIds;
import dev.admitone.gateway.call.Responses;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.limits.WaitingCallsPerUser;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.log.RedemptionLog;
import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.log.requests.NotAcknowledgedException;
import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.security.Caller;
import dev.admitone.gateway.web.Logs;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codes.Requests;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Redeems codes, and tells how requests stand. */
@RestController
@RequestMapping("/api/redemptions")
class RedemptionController {

  private final ChangeCalls calls;
  private final RedemptionLog log;
  private final Responses answers;
  private final CallLimits limits;
  private final WaitingCallsPerUser askers;
  private final int partitionCount;

  RedemptionController(
      ChangeCalls calls,
      RedemptionLog log,
      Responses answers,
      CallLimits limits,
      WaitingCallsPerUser askers,
      ContractProperties contract) {
    this.calls = calls;
    this.log = log;
    this.answers = answers;
    this.limits = limits;
    this.askers = askers;
    this.partitionCount = contract.partitions();
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> redeem(
      @RequestBody RedeemBody body, HttpServletRequest http, HttpServletResponse response) {
    ChangeCall call = calls.read(http);
    String code = Fields.code(body.code());
    String userId = Fields.userId(body.userId());
    call.caller().requireMayActFor(userId);
    limits.admit(call.caller(), userId, response);
    UUID id = call.requestId();
    RedemptionRequest request = Requests.redeem(id, code, userId);
    try (var _ = MDC.putCloseable(Logs.REQUEST_ID, id.toString())) {
      return switch (log.submit(request, answers.wait(call.preference()))) {
        case DecisionResult.Decided(var decision) -> {
          limits.told(call.caller(), decision);
          yield answers.decided(decision, http);
        }
        case DecisionResult.Pending pending -> answers.accepted(id, pending, http);
        case DecisionResult.Unknown _ -> throw new IllegalStateException("A sent request is known");
      };
    } catch (NotAcknowledgedException e) {
      return answers.notAcknowledged(id, http);
    }
  }

  @GetMapping("/{requestId}")
  ResponseEntity<Object> standing(
      @PathVariable String requestId,
      @RequestParam(required = false) @Nullable String at,
      HttpServletRequest http,
      HttpServletResponse response) {
    UUID id = RequestIds.parse(requestId);
    LogPosition position = Fields.position(at, partitionCount);
    Caller caller = calls.caller(http);
    limits.admitLook(caller, id, response);
    Duration wait = answers.waitWhenAsked(ChangeCalls.preference(http));
    try (var _ = MDC.putCloseable(Logs.REQUEST_ID, id.toString());
        WaitingCallsPerUser.Place place = askers.enter(http)) {
      Duration longest = place.mayWait() ? wait : Duration.ZERO;
      Runnable admission = () -> limits.admitQuestion(caller, http, response);
      return switch (log.find(id, position, longest, admission)) {
        case DecisionResult.Decided(var decision) -> {
          ResponseEntity<Object> standing = answers.standing(decision, http);
          limits.told(caller, decision);
          yield standing;
        }
        case DecisionResult.Pending pending -> answers.standing(id, pending, http);
        case DecisionResult.Unknown _ -> Problems.response(Reason.UNKNOWN_REQUEST, id);
      };
    }
  }
}
