package dev.admitone.gateway.redemption;

import dev.admitone.gateway.call.ChangeCall;
import dev.admitone.gateway.call.Fields;
import dev.admitone.gateway.call.RequestIds;
import dev.admitone.gateway.call.Responses;
import dev.admitone.gateway.limits.BucketState;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.log.RequestLog;
import dev.admitone.gateway.log.requests.NotAcknowledgedException;
import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.web.DecisionTag;
import dev.admitone.gateway.web.LoggerKeys;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codes.Requests;
import io.micrometer.core.instrument.DistributionSummary;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * Redeems many codes in one call. Each redemption is a request of its own, with an id of its own
 * that is derived from the call's key and its place in the list. So a call that broke off is
 * completed by sending it again with its key, and each redemption keeps its decision; one that is
 * another one than before at its place is refused, and the others are not touched.
 */
final class BulkRedemption {

  private final RequestLog log;
  private final Responses responses;
  private final CallLimits limits;
  private final DistributionSummary sizes;

  /**
   * @param sizes how many redemptions the calls have
   */
  BulkRedemption(
      RequestLog log, Responses responses, CallLimits limits, DistributionSummary sizes) {
    this.log = log;
    this.responses = responses;
    this.limits = limits;
    this.sizes = sizes;
  }

  /** A redemption of the list, as it goes into the log. */
  private record Redemption(String code, String userId) {}

  ResponseEntity<Object> redeemAll(
      ChangeCall call, RedeemAllBody body, HttpServletResponse response) {
    List<Redemption> redemptions = redemptions(body);
    for (int i = 0; i < redemptions.size(); i++) {
      if (!call.caller().mayActFor(redemptions.get(i).userId())) {
        return otherUser(i, call);
      }
    }
    List<BucketState> users =
        limits.admitAll(
            call.caller(), redemptions.stream().map(Redemption::userId).toList(), response);
    sizes.record(redemptions.size());
    UUID id = call.requestId();
    try (var _ = MDC.putCloseable(LoggerKeys.REQUEST_ID, id.toString())) {
      return submit(call, redemptions, users);
    } catch (NotAcknowledgedException e) {
      return responses.notAcknowledged(id, call);
    }
  }

  private ResponseEntity<Object> submit(
      ChangeCall call, List<Redemption> redemptions, List<BucketState> users)
      throws NotAcknowledgedException {
    List<UUID> ids = new ArrayList<>(redemptions.size());
    List<RedemptionRequest> requests = new ArrayList<>(redemptions.size());
    for (int i = 0; i < redemptions.size(); i++) {
      UUID id = RequestIds.of(call, i);
      ids.add(id);
      if (users.get(i).admitted()) {
        Redemption redemption = redemptions.get(i);
        requests.add(Requests.redeem(id, redemption.code(), redemption.userId()));
      }
    }
    // In the order of the list: redemptions of one code are decided in it.
    Iterator<DecisionResult.Known> found =
        log.submitAll(requests, responses.wait(call.preference())).iterator();
    List<RedemptionResult> results = new ArrayList<>(redemptions.size());
    for (int i = 0; i < redemptions.size(); i++) {
      UUID id = ids.get(i);
      BucketState user = users.get(i);
      results.add(
          user.admitted() ? result(id, found.next(), call) : RedemptionResult.notSent(id, user));
    }
    return response(results, call);
  }

  private RedemptionResult result(UUID id, DecisionResult.Known found, ChangeCall call) {
    return switch (found) {
      case DecisionResult.Decided(var decision) -> {
        limits.told(call.caller(), decision);
        responses.note(decision, call);
        yield RedemptionResult.decided(decision);
      }
      case DecisionResult.Pending pending ->
          RedemptionResult.pending(id, pending, Responses.location(id, pending.at(), call));
    };
  }

  private ResponseEntity<Object> response(List<RedemptionResult> results, ChangeCall call) {
    int pending = 0;
    long delaySeconds = 0;
    for (RedemptionResult result : results) {
      Long retryAfter = result.retryAfterSeconds();
      if (result.location() != null && retryAfter != null) {
        pending++;
        delaySeconds = Math.max(delaySeconds, retryAfter);
      }
    }
    RedemptionResults body = new RedemptionResults(pending, results);
    return pending == 0
        ? responses.doneAll(HttpStatus.OK, body, call)
        : responses.acceptedAll(body, Duration.ofSeconds(delaySeconds), call);
  }

  private static List<Redemption> redemptions(RedeemAllBody body) {
    List<@Nullable RedeemBody> given = Fields.present(body.redemptions(), "redemptions is missing");
    Fields.check(
        !given.isEmpty() && given.size() <= Fields.REDEMPTIONS_PER_CALL_MAX,
        "redemptions must have 1 to %d items".formatted(Fields.REDEMPTIONS_PER_CALL_MAX));
    List<Redemption> redemptions = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      String field = "redemptions[" + i + ']';
      RedeemBody one = Fields.present(given.get(i), field + " must be an object");
      redemptions.add(
          new Redemption(
              Fields.code(field + ".code", one.code()),
              Fields.userId(field + ".userId", one.userId())));
    }
    return redemptions;
  }

  private static ResponseEntity<Object> otherUser(int index, ChangeCall call) {
    Reason reason = Reason.OTHER_USER;
    DecisionTag.set(call.http(), reason.name());
    ProblemDetail problem = Problems.body(reason);
    problem.setProperty("index", index);
    return Problems.response(problem, HttpHeaders.EMPTY);
  }
}
