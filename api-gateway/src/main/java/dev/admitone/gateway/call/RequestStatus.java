package dev.admitone.gateway.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.schemas.avro.RedemptionDecided;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The status of a request: the body of every response that is no problem. Absent means not known.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestStatus(
    UUID requestId,
    String status,
    @Nullable String code,
    @Nullable String userId,
    @Nullable String reason,
    @Nullable String error,
    @Nullable Boolean mayChange,
    @Nullable Instant decidedAt,
    @Nullable LogPosition position,
    @Nullable Long ahead,
    @Nullable OwnUse ownUse) {

  /** Accepted and not decided yet. */
  public static final String PENDING = "PENDING";

  public static RequestStatus pending(UUID requestId, long ahead) {
    return new RequestStatus(
        requestId, PENDING, null, null, null, null, null, null, null, ahead, null);
  }

  /** Without a decision, for a reason of the gateway's own. */
  public static RequestStatus refused(UUID requestId, String status, Reason reason) {
    return new RequestStatus(
        requestId,
        status,
        null,
        null,
        reason.name(),
        reason.sentence(),
        reason.mayChange(),
        null,
        null,
        null,
        null);
  }

  public static RequestStatus decided(RedemptionDecided decision) {
    Reason reason = Decisions.reason(decision);
    return new RequestStatus(
        decision.getRequestId(),
        decision.getOutcome().name(),
        // A dead letter whose content cannot be read has no code.
        decision.getCode().isEmpty() ? null : decision.getCode(),
        decision.getUserId(),
        reason == null ? null : Decisions.name(decision),
        reason == null ? null : reason.sentence(),
        reason == null ? null : reason.mayChange(),
        decision.getDecidedAt(),
        LogPosition.of(decision.getPosition()),
        null,
        OwnUse.of(decision));
  }
}
