package dev.admitone.gateway.log.results;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;

/**
 * What a result is chosen by, so that no record is read for it.
 *
 * @param isReuse whether it says that the id is another request's: the id has a decision of its own
 * @param request where the request lies whose result it is
 */
record ResultKind(boolean isFinal, boolean isReuse, LogPosition request) {

  static ResultKind of(RedemptionDecided decision) {
    return new ResultKind(
        ResultsWindow.isFinal(decision),
        decision.getReason() == RefusalReason.REQUEST_ID_REUSED,
        ResultsWindow.answeredPosition(decision));
  }
}
