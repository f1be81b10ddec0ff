package dev.admitone.ops.invites;

/**
 * What a user would be told of a code at a time, in the order of precedence: the first that holds.
 */
public enum InviteState {
  /** An operator revoked it. */
  REVOKED,
  /** Its validity begins later. */
  NOT_YET_VALID,
  /** Its validity has ended. */
  EXPIRED,
  /** It has as many uses as its limit allows, or more. */
  EXHAUSTED,
  /** A user that has not used it yet gets a use. */
  USABLE
}
