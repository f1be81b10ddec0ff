package dev.admitone.faults.processes;

/** A step of a batch at which a processor can be told to fail, once. */
public enum CrashPoint {
  /** The transaction has written all and has not committed: the process ends. */
  BEFORE_COMMIT,
  /** The transaction has committed and nothing is published: the process ends. */
  AFTER_COMMIT,
  /** The log has the results, offsets are not committed: the process ends. */
  AFTER_PUBLISH,
  /** The transaction has written all and has not committed: the process stands still. */
  STANDSTILL_BEFORE_COMMIT,
  /** The transaction has committed and nothing is published: the process stands still. */
  STANDSTILL_AFTER_COMMIT,
  /** The log has the results, offsets are not committed: the process stands still. */
  STANDSTILL_AFTER_PUBLISH,
  /** The transaction has written all: its session is ended while it commits. */
  SESSION_ENDED,
  /** Loading meets an OutOfMemoryError. */
  OUT_OF_MEMORY,
  /** Loading meets a StackOverflowError. */
  STACK_OVERFLOW
}
