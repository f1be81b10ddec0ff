package dev.admitone.faults.history;

import java.time.Instant;
import java.util.UUID;

/**
 * A record of the results topic.
 *
 * @param at where it lies there
 * @param outcome the decision by name, the reason where it is a refusal
 * @param decided the request that was decided, in the requests topic
 * @param about the request that got this result, in the requests topic
 * @param toldAt when it was published
 */
public record Told(
    Place at,
    UUID requestId,
    String fingerprint,
    String code,
    String outcome,
    Instant decidedAt,
    Place decided,
    Place about,
    Instant toldAt) {

  /** Whether it says that the request's id belongs to another content. */
  public boolean isOfAReusedId() {
    return outcome.equals(Outcomes.REQUEST_ID_REUSED);
  }

  /** Whether it says what was decided about its request id. */
  public boolean isDecision() {
    return !isOfAReusedId()
        && !outcome.equals(Outcomes.DEAD_LETTERED)
        && !outcome.equals(Outcomes.NOT_DECIDED);
  }
}
