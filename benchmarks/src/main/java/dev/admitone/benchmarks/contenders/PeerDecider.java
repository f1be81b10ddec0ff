package dev.admitone.benchmarks.contenders;

import static java.util.Objects.requireNonNull;

import dev.admitone.benchmarks.peers.Peer;
import dev.admitone.benchmarks.peers.PeerDecision;
import dev.admitone.benchmarks.peers.PeerOutcome;
import dev.admitone.gateway.log.Decider;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.log.requests.NotAcknowledgedException;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.RefusalReason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A peer in the place of the product's log, behind the product's own route. */
final class PeerDecider implements Decider {

  private final Peer peer;

  PeerDecider(Peer peer) {
    this.peer = peer;
  }

  /**
   * Waits until it is decided, however long that takes: a peer has no position, so there is nothing
   * that a client could ask about later.
   */
  @Override
  public CompletableFuture<DecisionResult.Known> submit(RedemptionRequest request, Duration wait) {
    CompletableFuture<DecisionResult.Known> known = new CompletableFuture<>();
    String userId = requireNonNull(request.getRedeem()).getUserId();
    var _ =
        peer.redeem(request.getRequestId(), request.getCode(), userId)
            .whenComplete(
                (decision, failure) -> {
                  if (failure != null) {
                    known.completeExceptionally(new NotAcknowledgedException(failure));
                  } else {
                    known.complete(new DecisionResult.Decided(result(request, userId, decision)));
                  }
                });
    return known;
  }

  private static RedemptionDecided result(
      RedemptionRequest request, String userId, PeerDecision decision) {
    boolean redeemed = decision.outcome() == PeerOutcome.REDEEMED;
    return new RedemptionDecided(
        request.getRequestId(),
        request.getContentFingerprint(),
        request.getCode(),
        userId,
        redeemed ? Outcome.REDEEMED : Outcome.REFUSED,
        redeemed ? null : RefusalReason.valueOf(decision.outcome().name()),
        null,
        decision.decidedAt(),
        // A response has one.
        new Position(0, 0L),
        null,
        null,
        null,
        null);
  }
}
