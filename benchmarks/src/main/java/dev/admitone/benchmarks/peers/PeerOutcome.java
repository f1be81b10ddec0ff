package dev.admitone.benchmarks.peers;

/** What becomes of a redemption: the product's names. */
public enum PeerOutcome {
  REDEEMED,
  UNKNOWN_CODE,
  ALREADY_USED,
  REVOKED,
  EXPIRED,
  EXHAUSTED,
  /** The request id belongs to a request with another content. */
  REQUEST_ID_REUSED
}
