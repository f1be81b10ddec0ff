package dev.admitone.gateway.redemption;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.admitone.gateway.call.RequestStatus;
import dev.admitone.gateway.limits.BucketState;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.schemas.avro.RedemptionDecided;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one redemption of a call with many: the status of its request, and what a response
 * of its own would have in its headers. Absent means not known.
 *
 * @param location URL of the status, while it is pending
 * @param retryAfterSeconds when to ask again, or to send the redemption again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RedemptionResult(
    @JsonUnwrapped RequestStatus request,
    @Nullable String location,
    @Nullable Long retryAfterSeconds) {

  /** Not in the log, because the user has redeemed too much. */
  private static final String NOT_SENT = "NOT_SENT";

  static RedemptionResult decided(RedemptionDecided decision) {
    return new RedemptionResult(RequestStatus.decided(decision), null, null);
  }

  static RedemptionResult pending(UUID id, DecisionResult.Pending pending, String location) {
    return new RedemptionResult(
        RequestStatus.pending(id, pending.ahead()), location, pending.expectedDelay().toSeconds());
  }

  /**
   * Was left out.
   *
   * @param user the bucket of its user
   */
  static RedemptionResult notSent(UUID id, BucketState user) {
    return new RedemptionResult(
        RequestStatus.refused(id, NOT_SENT, Reason.TOO_MANY_CALLS), null, user.secondsUntilNext());
  }
}
