package dev.admitone.ops.audit;

/** What an operator did. The names are stored: one that was published stays. */
public enum AuditAction {
  /** Created an invite; the target is its code. */
  CREATE,
  /** Changed an invite; the target is its code. */
  CHANGE,
  /** Revoked an invite; the target is its code. */
  REVOKE,
  /** Gave a use back; the target is its code. */
  RELEASE,
  /** Had the uses of an invite counted again; the target is its code. */
  REPAIR_COUNT,
  /** Imported codes; the target is the import's key. */
  IMPORT,
  /** Revoked a set of codes; the target is the set's id. */
  REVOKE_SET,
  /** Sent dead letters again. */
  SEND_AGAIN,
  /** Set dead letters aside. */
  SET_ASIDE,
  /** Erased a user; the target is the pseudonym. */
  ERASE_USER,
  /** Ended a session of the database that blocked others; the target is its id. */
  END_SESSION
}
