package dev.admitone.faults.schedule;

/** What can break, one or several at once. The names stand in reports and in a run's story. */
public enum FaultKind {
  /** SIGKILL to a processor. */
  PROCESSOR_KILLED,
  /** SIGSTOP to a processor, for longer than its session lasts. */
  PROCESSOR_FROZEN,
  /** A processor stands still within a transaction. */
  PROCESSOR_FROZEN_IN_TRANSACTION,
  /** A processor ends before its transaction commits. */
  CRASH_BEFORE_COMMIT,
  /** A processor ends after the commit, before it publishes. */
  CRASH_AFTER_COMMIT,
  /** A processor ends when the log has the results, before it commits offsets. */
  CRASH_AFTER_PUBLISH,
  /** A lane meets an OutOfMemoryError. */
  OUT_OF_MEMORY,
  /** A lane meets a StackOverflowError. */
  STACK_OVERFLOW,
  /** Processors come and go, so that partitions move. */
  REBALANCE_STORM,
  /** SIGKILL to a gateway with calls in flight. */
  GATEWAY_KILLED,
  /** SIGSTOP to a gateway. */
  GATEWAY_FROZEN,
  /** SIGKILL to the broker. */
  BROKER_KILLED,
  /** SIGSTOP to the broker. */
  BROKER_FROZEN,
  /** The database is stopped as a crash does, and started again. */
  DATABASE_KILLED,
  /** The database is stopped in order, and started again later. */
  DATABASE_STOPPED,
  /** All sessions of the database are ended. */
  SESSIONS_TERMINATED,
  /** The database takes no writes. */
  DATABASE_READ_ONLY,
  /** The processor's role commits without waiting for the disk. */
  COMMITS_NOT_SYNCHRONOUS,
  /** Another session holds the locks of all invites. */
  INVITES_LOCKED,
  /** A deadlock with another session. */
  DEADLOCK,
  /** Committed offsets are set back. */
  OFFSETS_SET_BACK,
  /** Committed offsets are deleted. */
  OFFSETS_DELETED,
  /** Packets between processors and the broker are late. */
  PROCESSOR_TO_BROKER_SLOW,
  /** Connections between processors and the broker break. */
  PROCESSOR_TO_BROKER_CUT,
  /** Connections between processors and the broker carry nothing and do not end. */
  PROCESSOR_TO_BROKER_HALF_OPEN,
  /** Packets between gateways and the broker are late. */
  GATEWAY_TO_BROKER_SLOW,
  /** Connections between gateways and the broker break. */
  GATEWAY_TO_BROKER_CUT,
  /** Connections between gateways and the broker carry nothing and do not end. */
  GATEWAY_TO_BROKER_HALF_OPEN,
  /** Packets between processors and the database are late. */
  DATABASE_LINK_SLOW,
  /** Connections between processors and the database break. */
  DATABASE_LINK_CUT,
  /** Connections between processors and the database carry nothing and do not end. */
  DATABASE_LINK_HALF_OPEN,
  /** Records on the log that are no possible requests. */
  HOSTILE_RECORDS,
  /** One request id on two codes at once. */
  ONE_ID_ON_TWO_CODES
}
