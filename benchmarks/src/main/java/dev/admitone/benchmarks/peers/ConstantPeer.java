package dev.admitone.benchmarks.peers;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Decides nothing and keeps nothing: what remains is the cost of HTTP. */
public final class ConstantPeer implements Peer {

  private static final CompletableFuture<PeerDecision> DECISION =
      CompletableFuture.completedFuture(
          new PeerDecision(PeerOutcome.REDEEMED, Instant.parse("2026-01-01T00:00:00Z")));

  @Override
  public void create(List<NewCode> codes) {
    // Each code exists.
  }

  @Override
  public CompletableFuture<PeerDecision> redeem(UUID requestId, String code, String userId) {
    return DECISION;
  }

  @Override
  public long uses() {
    return 0;
  }

  @Override
  public void close() {
    // It started nothing.
  }
}
