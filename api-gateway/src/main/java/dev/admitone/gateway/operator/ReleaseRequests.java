package dev.admitone.gateway.operator;

import dev.admitone.gateway.call.ChangeCall;
import dev.admitone.gateway.call.Fields;
import dev.admitone.gateway.log.DecisionFinder;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.problem.InvalidRequestException;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codes.Requests;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes requests for the log to give uses back. */
final class ReleaseRequests {

  private final DecisionFinder decisions;

  ReleaseRequests(DecisionFinder decisions) {
    this.decisions = decisions;
  }

  /**
   * To give a use back. Its code decides where in the log the request belongs, so it is looked up
   * where it is not given.
   *
   * @param useId the request that redeemed the code
   */
  RedemptionRequest release(
      ChangeCall call, UUID useId, @Nullable String givenCode, @Nullable String reason) {
    String code = givenCode == null ? decidedCode(useId) : Fields.code(givenCode);
    return Requests.releaseUse(
        call.requestId(), code, useId, Fields.reason(reason), call.caller().subject());
  }

  private String decidedCode(UUID useId) {
    if (decisions.now(useId, null) instanceof DecisionResult.Decided(RedemptionDecided decision)
        && !decision.getCode().isEmpty()) {
      return decision.getCode();
    }
    throw new InvalidRequestException(
        "code must be given: this gateway remembers no decision of the request in the path");
  }
}
