package dev.admitone.ops.audit;

/** How far a change has come. The names are stored: one that was published stays. */
public enum AuditState {
  /** It was asked for. Nothing more is known yet. */
  ASKED,
  /** It was carried out. */
  DONE,
  /** The ledger refused it. */
  REFUSED,
  /** The console did not see in time what became of it. */
  UNKNOWN
}
