package dev.admitone.faults.schedule;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** What can break, one or several at once. The names stand in reports and in a run's story. */
public enum FaultKind {
  /** SIGKILL to a processor. */
  PROCESSOR_KILLED,
  /** SIGSTOP to a processor, for longer than its session lasts. */
  PROCESSOR_FROZEN,
  /** SIGSTOP to a processor, for longer than its max.poll.interval.ms. */
  PROCESSOR_FROZEN_LONG(16),
  /** A processor stands still within a transaction. */
  PROCESSOR_FROZEN_IN_TRANSACTION,
  /** The same, for longer than its max.poll.interval.ms. */
  PROCESSOR_FROZEN_LONG_IN_TRANSACTION(16),
  /** A processor stands still after the commit, before it publishes. */
  PROCESSOR_FROZEN_AFTER_COMMIT,
  /** A processor stands still when the log has the results, before it commits offsets. */
  PROCESSOR_FROZEN_AFTER_PUBLISH,
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
  /** SIGKILL to the console. */
  CONSOLE_KILLED,
  /** SIGSTOP to the console. */
  CONSOLE_FROZEN,
  /** SIGKILL to a broker. */
  BROKER_KILLED,
  /** SIGSTOP to a broker. */
  BROKER_FROZEN,
  /** SIGKILL to all brokers of several. */
  BROKERS_KILLED,
  /** SIGKILL to a broker of several, while the requests topic needs all of them. */
  ISR_BELOW_MINIMUM,
  /** Partitions get other leaders. */
  LEADERS_MOVED,
  /** The database is stopped as a crash does, and started again. */
  DATABASE_KILLED,
  /** The database is stopped in order, and started again later. */
  DATABASE_STOPPED,
  /** The database is stopped in order, for a minute. */
  DATABASE_STOPPED_LONG(60),
  /** The database's disk has no space left. */
  DATABASE_DISK_FULL(10),
  /** The brokers' disk has no space left. */
  BROKER_DISK_FULL(4),
  /** All sessions of the database are ended. */
  SESSIONS_TERMINATED,
  /** A processor's session is ended while it commits. */
  SESSION_ENDED_AT_COMMIT,
  /** The database takes no writes. */
  DATABASE_READ_ONLY,
  /** The processor's role commits without waiting for the disk. */
  COMMITS_NOT_SYNCHRONOUS,
  /** Statements of the processor's role are cut off after milliseconds. */
  STATEMENT_TIMEOUT,
  /** Another session holds the locks of all invites. */
  INVITES_LOCKED,
  /** A deadlock with another session. */
  DEADLOCK,
  /** Committed offsets are set back. */
  OFFSETS_SET_BACK,
  /** Committed offsets are deleted. */
  OFFSETS_DELETED,
  /** The results topic takes no records. */
  RESULTS_UNWRITABLE,
  /** The dead-letter topic takes no records, and there is one for it. */
  DEAD_LETTERS_UNWRITABLE,
  /** A processor's clock is five minutes ahead or behind. */
  PROCESSOR_CLOCK_WRONG,
  /** A gateway's clock is five minutes ahead or behind. */
  GATEWAY_CLOCK_WRONG,
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
  /** Packets between the console and the broker or the database are late. */
  CONSOLE_LINK_SLOW,
  /** Connections between the console and the broker or the database break. */
  CONSOLE_LINK_CUT,
  /** Connections between the console and the broker or the database carry nothing. */
  CONSOLE_LINK_HALF_OPEN,
  /** Records on the log that are no possible requests. */
  HOSTILE_RECORDS,
  /** One request id on two codes at once. */
  ONE_ID_ON_TWO_CODES,
  /** The SQL function of before is called beside the log. */
  OLD_FUNCTION_BESIDE;

  private static final Set<FaultKind> OF_SEVERAL_BROKERS =
      EnumSet.of(BROKERS_KILLED, ISR_BELOW_MINIMUM, LEADERS_MOVED);

  private static final Set<FaultKind> OF_DISKS = EnumSet.of(DATABASE_DISK_FULL, BROKER_DISK_FULL);

  private final Duration lastsMin;

  FaultKind() {
    this(0);
  }

  FaultKind(int secondsMin) {
    this.lastsMin = Duration.ofSeconds(secondsMin);
  }

  /** Whether one broker alone cannot have it. */
  public boolean needsSeveralBrokers() {
    return OF_SEVERAL_BROKERS.contains(this);
  }

  /** Whether data have to lie on a disk of their own, which needs the right to mount. */
  public boolean needsDisks() {
    return OF_DISKS.contains(this);
  }

  /** How long it lasts at least: shorter it would be another fault. */
  public Duration lastsMin() {
    return lastsMin;
  }
}
