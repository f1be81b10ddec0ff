package dev.admitone.benchmarks.peers;

import java.time.Instant;

/** What became of a redemption, and when. */
public record PeerDecision(PeerOutcome outcome, Instant decidedAt) {

  static PeerDecision now(PeerOutcome outcome) {
    return new PeerDecision(outcome, Instant.now());
  }
}
