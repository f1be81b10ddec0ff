package dev.admitone.gateway.redemption;

import dev.admitone.gateway.call.ChangeCall;
import dev.admitone.gateway.call.Fields;
import dev.admitone.gateway.call.Responses;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.log.Decider;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.log.requests.NotAcknowledgedException;
import dev.admitone.gateway.web.LoggerKeys;
import dev.admitone.schemas.codes.Requests;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.ResponseEntity;

/** Redeems codes: what lies between a call that was read and its response, on each route. */
final class Redeeming {

  private final Decider decider;
  private final Responses responses;
  private final CallLimits limits;

  Redeeming(Decider decider, Responses responses, CallLimits limits) {
    this.decider = decider;
    this.responses = responses;
    this.limits = limits;
  }

  /**
   * Redeems the code. What is wrong with the call is thrown at once, before anything was changed.
   *
   * @param response gets the headers that tell what is left of the caller's limits
   * @return the response; does not wait for it
   */
  CompletableFuture<ResponseEntity<Object>> redeem(
      ChangeCall call, RedeemBody body, HttpServletResponse response) {
    String code = Fields.code(body.code());
    String userId = Fields.userId(body.userId());
    call.caller().requireMayActFor(userId);
    limits.admit(call.caller(), userId, response);
    UUID id = call.requestId();
    try (var _ = MDC.putCloseable(LoggerKeys.REQUEST_ID, id.toString())) {
      return decider
          .submit(Requests.redeem(id, code, userId), responses.wait(call.preference()))
          .handle((result, failure) -> response(result, failure, call));
    }
  }

  private ResponseEntity<Object> response(
      DecisionResult.@Nullable Known result, @Nullable Throwable failure, ChangeCall call) {
    UUID id = call.requestId();
    try (var _ = MDC.putCloseable(LoggerKeys.REQUEST_ID, id.toString())) {
      return switch (result) {
        case DecisionResult.Decided(var decision) -> {
          limits.told(call.caller(), decision);
          yield responses.decided(decision, call);
        }
        case DecisionResult.Pending pending -> responses.accepted(id, pending, call);
        case null -> {
          Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
          if (cause instanceof NotAcknowledgedException) {
            yield responses.notAcknowledged(id, call);
          }
          throw new CompletionException(cause);
        }
      };
    }
  }
}
