package dev.admitone.faults.injection;

import dev.admitone.faults.environment.Environment;
import dev.admitone.faults.links.Link;
import dev.admitone.faults.load.LogLoad;
import dev.admitone.faults.processes.CrashPoint;
import dev.admitone.faults.processes.Member;
import dev.admitone.faults.schedule.Step;
import java.time.Duration;
import java.util.List;

/** Makes the faults of a schedule for one environment. */
public final class Faults {

  private static final Duration LATE = Duration.ofMillis(150);

  private final Environment environment;
  private final LogLoad log;

  /** Takes what the faults are about, and what appends records to the log. */
  public Faults(Environment environment, LogLoad log) {
    this.environment = environment;
    this.log = log;
  }

  /** The fault of a step, not injected yet. */
  public Fault of(Step step) {
    Member processor = chosen(environment.processors(), step);
    Member gateway = chosen(environment.gateways(), step);
    return switch (step.kind()) {
      case PROCESSOR_KILLED -> new Killed(processor);
      case PROCESSOR_FROZEN -> new Frozen(processor);
      case PROCESSOR_FROZEN_IN_TRANSACTION -> new FailsAtStep(processor, CrashPoint.STANDSTILL);
      case CRASH_BEFORE_COMMIT -> new FailsAtStep(processor, CrashPoint.BEFORE_COMMIT);
      case CRASH_AFTER_COMMIT -> new FailsAtStep(processor, CrashPoint.AFTER_COMMIT);
      case CRASH_AFTER_PUBLISH -> new FailsAtStep(processor, CrashPoint.AFTER_PUBLISH);
      case OUT_OF_MEMORY -> new FailsAtStep(processor, CrashPoint.OUT_OF_MEMORY);
      case STACK_OVERFLOW -> new FailsAtStep(processor, CrashPoint.STACK_OVERFLOW);
      case REBALANCE_STORM -> new RebalanceStorm(environment);
      case GATEWAY_KILLED -> new Killed(gateway);
      case GATEWAY_FROZEN -> new Frozen(gateway);
      case BROKER_KILLED -> new Killed(environment.broker());
      case BROKER_FROZEN -> new Frozen(environment.broker());
      case HOSTILE_RECORDS -> new Appended(() -> log.appendHostile(step.target()));
      case ONE_ID_ON_TWO_CODES -> new Appended(log::appendOneIdOnTwoCodes);
      case OFFSETS_SET_BACK -> new OffsetsLost(environment, true);
      case OFFSETS_DELETED -> new OffsetsLost(environment, false);
      default -> ofDatabaseOrLink(step);
    };
  }

  private Fault ofDatabaseOrLink(Step step) {
    var database = environment.database();
    var links = environment.links();
    return switch (step.kind()) {
      case DATABASE_KILLED -> new DatabaseKilled(database);
      case DATABASE_STOPPED -> new DatabaseStopped(database);
      case SESSIONS_TERMINATED -> new SessionsTerminated(database);
      case DATABASE_READ_ONLY -> SettingChanged.readOnly(database);
      case COMMITS_NOT_SYNCHRONOUS -> SettingChanged.commitsNotSynchronous(database);
      case INVITES_LOCKED -> new InvitesLocked(database);
      case DEADLOCK -> new Deadlock(database);
      case PROCESSOR_TO_BROKER_SLOW -> slow(links.processorToBroker());
      case PROCESSOR_TO_BROKER_CUT -> new LinkFault(links.processorToBroker(), Link::cut);
      case PROCESSOR_TO_BROKER_HALF_OPEN ->
          new LinkFault(links.processorToBroker(), Link::halfOpen);
      case GATEWAY_TO_BROKER_SLOW -> slow(links.gatewayToBroker());
      case GATEWAY_TO_BROKER_CUT -> new LinkFault(links.gatewayToBroker(), Link::cut);
      case GATEWAY_TO_BROKER_HALF_OPEN -> new LinkFault(links.gatewayToBroker(), Link::halfOpen);
      case DATABASE_LINK_SLOW -> slow(links.processorToDatabase());
      case DATABASE_LINK_CUT -> new LinkFault(links.processorToDatabase(), Link::cut);
      case DATABASE_LINK_HALF_OPEN -> new LinkFault(links.processorToDatabase(), Link::halfOpen);
      default -> throw new IllegalArgumentException("no fault for " + step.kind());
    };
  }

  private static Fault slow(Link link) {
    return new LinkFault(link, each -> each.slow(LATE));
  }

  private static Member chosen(List<Member> members, Step step) {
    return members.get(step.target() % members.size());
  }
}
