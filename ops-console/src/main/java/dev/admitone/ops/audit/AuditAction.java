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
  /** Imported codes; the target is the import's key. */
  IMPORT,
  /** Revoked a set of codes; the target is the set's id. */
  REVOKE_SET,
  /** Sent dead letters again. */
  SEND_AGAIN,
  /** Set dead letters aside. */
  SET_ASIDE
}
