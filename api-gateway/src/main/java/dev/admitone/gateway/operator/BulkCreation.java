package dev.admitone.gateway.operator;

import dev.admitone.gateway.call.ChangeCall;
import dev.admitone.gateway.call.Decisions;
import dev.admitone.gateway.call.Responses;
import dev.admitone.gateway.invites.InviteView;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.log.RequestLog;
import dev.admitone.gateway.log.requests.NotAcknowledgedException;
import dev.admitone.gateway.operator.InviteBodies.CreateBody;
import dev.admitone.gateway.operator.InviteBodies.CreatedInvites;
import dev.admitone.gateway.operator.InviteBodies.PendingCode;
import dev.admitone.gateway.operator.InviteBodies.PendingInvites;
import dev.admitone.gateway.problem.InvalidRequestException;
import dev.admitone.gateway.web.LoggerKeys;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * Creates many invites in one call. Each is a request of its own, so a call that broke off is
 * completed by sending it again with its key. Bounded in number, because each call holds all its
 * requests in memory.
 */
final class BulkCreation {

  private final InviteRequests requests;
  private final RequestLog log;
  private final InviteView invites;
  private final Responses responses;
  private final CallLimits limits;
  private final Semaphore permits;

  BulkCreation(
      InviteRequests requests,
      RequestLog log,
      InviteView invites,
      Responses responses,
      CallLimits limits,
      int maxCount) {
    this.requests = requests;
    this.log = log;
    this.invites = invites;
    this.responses = responses;
    this.limits = limits;
    this.permits = new Semaphore(maxCount);
  }

  ResponseEntity<Object> create(ChangeCall call, CreateBody body, int count) {
    if (body.code() != null) {
      throw new InvalidRequestException("code and count exclude each other");
    }
    UUID id = call.requestId();
    if (!permits.tryAcquire()) {
      return responses.overloaded(id, call);
    }
    Duration wait = responses.wait(call.preference());
    long deadline = System.nanoTime() + wait.toNanos();
    try (var _ = MDC.putCloseable(LoggerKeys.REQUEST_ID, id.toString())) {
      List<RedemptionRequest> all = requests.createAll(call, body, count);
      List<DecisionResult.Known> found = submit(call, all, wait, deadline);
      Optional<RedemptionDecided> refusal = refusal(found);
      if (refusal.isEmpty()) {
        return response(all, found, deadline, call);
      }
      limits.told(call.caller(), refusal.get());
      return responses.decided(refusal.get(), call);
    } catch (NotAcknowledgedException e) {
      return responses.notAcknowledged(id, call);
    } finally {
      permits.release();
    }
  }

  /**
   * With a key, the first request has the id that any other call with the key has. Its decision
   * comes before the others are sent, at the first try and at each retry, so that a key that was
   * used for something else changes nothing. It is waited for also where the caller prefers not to
   * wait: the others would never be sent.
   *
   * @return what became of those that were sent
   */
  private List<DecisionResult.Known> submit(
      ChangeCall call, List<RedemptionRequest> all, Duration wait, long deadline)
      throws NotAcknowledgedException {
    if (call.key() == null) {
      return log.submitAll(all, until(deadline));
    }
    Duration waitForFirst = wait.isPositive() ? wait : responses.defaultWait();
    List<DecisionResult.Known> first = log.submitAll(all.subList(0, 1), waitForFirst);
    if (first.getFirst() instanceof DecisionResult.Pending || refusal(first).isPresent()) {
      return first;
    }
    List<DecisionResult.Known> found = new ArrayList<>(first);
    found.addAll(log.submitAll(all.subList(1, all.size()), until(deadline)));
    return found;
  }

  private ResponseEntity<Object> response(
      List<RedemptionRequest> all,
      List<DecisionResult.Known> found,
      long deadline,
      ChangeCall call) {
    List<String> codes = new ArrayList<>(all.size());
    List<PendingCode> open = new ArrayList<>();
    Duration delay = Duration.ZERO;
    for (int i = 0; i < found.size(); i++) {
      RedemptionRequest request = all.get(i);
      Optional<DecisionResult.Pending> pending = pending(found.get(i), deadline);
      if (pending.isEmpty()) {
        codes.add(request.getCode());
        continue;
      }
      UUID id = request.getRequestId();
      String location = Responses.location(id, pending.get().at(), call);
      open.add(new PendingCode(id, request.getCode(), location));
      Duration expected = pending.get().expectedDelay();
      delay = delay.compareTo(expected) < 0 ? expected : delay;
    }
    UUID id = all.getFirst().getRequestId();
    if (open.isEmpty()) {
      return responses.doneAll(HttpStatus.CREATED, CreatedInvites.of(id, codes), call);
    }
    int unsent = all.size() - found.size();
    PendingInvites body = PendingInvites.of(id, all.size(), codes, open, unsent);
    return responses.acceptedAll(body, delay, call);
  }

  /** Empty once the invite can be redeemed and this gateway's own store shows it. */
  private Optional<DecisionResult.Pending> pending(DecisionResult.Known result, long deadline) {
    return switch (result) {
      case DecisionResult.Decided(var decision) ->
          invites
                  .await(decision.getCode(), decision.getInviteVersion(), until(deadline))
                  .isPresent()
              ? Optional.empty()
              : Optional.of(OperatorCommands.notShown(decision));
      case DecisionResult.Pending pending -> Optional.of(pending);
    };
  }

  private static Optional<RedemptionDecided> refusal(List<DecisionResult.Known> found) {
    return found.stream()
        .filter(DecisionResult.Decided.class::isInstance)
        .map(decided -> ((DecisionResult.Decided) decided).decision())
        .filter(decision -> Decisions.reason(decision) != null)
        .findFirst();
  }

  private static Duration until(long deadline) {
    return Duration.ofNanos(deadline - System.nanoTime());
  }
}
