package dev.admitone.ops.requests;

/** A part of what the console looks for about a request. */
public enum Part {
  /** The request's record in the log. */
  RECORD,
  /** The decision in the ledger. */
  DECISION,
  /** The result's record in the log. */
  RESULT
}
