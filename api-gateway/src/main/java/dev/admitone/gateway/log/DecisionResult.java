package dev.admitone.gateway.log;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.log.results.Watermarks;
import dev.admitone.schemas.avro.RedemptionDecided;
import java.time.Duration;

/** What this gateway knows of a request. */
public sealed interface DecisionResult {

  /** What is known of a request that was sent. */
  sealed interface Known extends DecisionResult {}

  /**
   * It was decided, or went to the dead letters.
   *
   * @param decision the result as it was published
   */
  record Decided(RedemptionDecided decision) implements Known {}

  /**
   * It is in the log and was not decided yet.
   *
   * @param at where it lies
   * @param ahead how many requests of its partition come before it
   * @param expectedDelay when to ask again, at the rate of the last seconds; at least a second
   */
  record Pending(LogPosition at, long ahead, Duration expectedDelay) implements Known {

    /** As far as its partition is decided now. */
    static Pending of(LogPosition at, Watermarks watermarks) {
      return new Pending(at, watermarks.ahead(at), watermarks.expectedDelay(at));
    }
  }

  /** Not known here: never sent, or decided longer ago than results are remembered. */
  record Unknown() implements DecisionResult {}
}
