package dev.admitone.gateway.operator;

import dev.admitone.gateway.call.ChangeCall;
import dev.admitone.gateway.call.Decisions;
import dev.admitone.gateway.call.RequestStatus;
import dev.admitone.gateway.call.Responses;
import dev.admitone.gateway.invites.Invite;
import dev.admitone.gateway.invites.InviteView;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.log.RequestLog;
import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.log.requests.NotAcknowledgedException;
import dev.admitone.gateway.web.LoggerKeys;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * Carries out what operators ask for. The response waits until this gateway's own store shows the
 * invite as the command left it: validate must agree.
 */
final class OperatorCommands {

  private final RequestLog log;
  private final InviteView invites;
  private final Responses responses;
  private final CallLimits limits;

  /** The bodies of a command's responses: once it is carried out, and while it is pending. */
  record Bodies(
      BiFunction<RedemptionDecided, Invite, Object> done, BiFunction<UUID, Long, Object> pending) {

    /** While the command is pending, its status. */
    static Bodies of(BiFunction<RedemptionDecided, Invite, Object> done) {
      return new Bodies(done, RequestStatus::pending);
    }
  }

  OperatorCommands(RequestLog log, InviteView invites, Responses responses, CallLimits limits) {
    this.log = log;
    this.invites = invites;
    this.responses = responses;
    this.limits = limits;
  }

  /**
   * Sends the request and waits for what becomes of it.
   *
   * @param success the status of the response when it was carried out
   * @param bodies what the responses say
   */
  ResponseEntity<Object> carryOut(
      RedemptionRequest request, ChangeCall call, HttpStatus success, Bodies bodies) {
    UUID id = request.getRequestId();
    Duration wait = responses.wait(call.preference());
    long deadline = System.nanoTime() + wait.toNanos();
    try (var _ = MDC.putCloseable(LoggerKeys.REQUEST_ID, id.toString())) {
      return switch (log.decide(request, wait)) {
        case DecisionResult.Decided(var decision) when Decisions.reason(decision) != null -> {
          limits.told(call.caller(), decision);
          yield responses.decided(decision, call);
        }
        case DecisionResult.Decided(var decision) -> {
          Optional<Invite> shown = shown(decision, Duration.ofNanos(deadline - System.nanoTime()));
          if (shown.isEmpty()) {
            yield accepted(id, notShown(decision), bodies, call);
          }
          limits.told(call.caller(), decision);
          yield responses.done(success, decision, bodies.done().apply(decision, shown.get()), call);
        }
        case DecisionResult.Pending pending -> accepted(id, pending, bodies, call);
      };
    } catch (NotAcknowledgedException e) {
      return responses.notAcknowledged(id, call);
    }
  }

  private ResponseEntity<Object> accepted(
      UUID id, DecisionResult.Pending pending, Bodies bodies, ChangeCall call) {
    return responses.accepted(id, pending, bodies.pending().apply(id, pending.ahead()), call);
  }

  private Optional<Invite> shown(RedemptionDecided decision, Duration wait) {
    return invites.await(decision.getCode(), decision.getInviteVersion(), wait);
  }

  /** Decided, and not shown here yet. */
  static DecisionResult.Pending notShown(RedemptionDecided decision) {
    return new DecisionResult.Pending(
        LogPosition.of(decision.getAnsweredPosition()), 0, Duration.ofSeconds(1));
  }
}
