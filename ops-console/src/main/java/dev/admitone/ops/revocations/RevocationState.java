package dev.admitone.ops.revocations;

/** How far a set has come. The names are stored: one that was published stays. */
public enum RevocationState {
  /** Its codes are being looked for. */
  FREEZING,
  /** It is complete and waits for its confirmation. */
  FROZEN,
  /** An operator has confirmed it, and its codes are being revoked. */
  CONFIRMED,
  /** Each of its codes is decided. */
  DONE,
  /** It was not confirmed within a day, or had too many codes. Its codes are not kept. */
  EXPIRED
}
