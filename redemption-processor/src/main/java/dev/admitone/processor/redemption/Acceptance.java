package dev.admitone.processor.redemption;

/** A request that was carried out. */
public enum Acceptance implements Outcome {
  /** The user has a use of the code. */
  REDEEMED,
  /** The use was given back. */
  RELEASED,
  /** The operator's command was carried out. */
  DONE
}
