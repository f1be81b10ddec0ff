package dev.admitone.faults.injection;

import dev.admitone.faults.environment.Environment;
import dev.admitone.faults.environment.Links;
import dev.admitone.faults.links.Link;
import dev.admitone.faults.links.Route;
import dev.admitone.faults.load.LogLoad;
import dev.admitone.faults.processes.CrashPoint;
import dev.admitone.faults.processes.Database;
import dev.admitone.faults.processes.Member;
import dev.admitone.faults.schedule.Step;
import dev.admitone.schemas.topics.Topics;
import java.time.Duration;
import java.util.List;

/** Makes the faults of a schedule for one environment. */
public final class Faults {

  private static final String ISR_MIN = "min.insync.replicas";
  private static final Duration LATE = Duration.ofMillis(150);
  private static final Duration CLOCK_SHIFT = Duration.ofMinutes(5);

  /** No statement ends so soon; some do; nearly all do. */
  private static final List<Integer> STATEMENT_MILLIS = List.of(1, 4, 20);

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
    Member broker = chosen(environment.brokerMembers(), step);
    Member gateway = chosen(environment.gateways(), step);
    return switch (step.kind()) {
      case PROCESSOR_KILLED -> new Killed(processor);
      case PROCESSOR_FROZEN, PROCESSOR_FROZEN_LONG -> new Frozen(processor);
      case PROCESSOR_FROZEN_IN_TRANSACTION, PROCESSOR_FROZEN_LONG_IN_TRANSACTION ->
          new FailsAtStep(processor, CrashPoint.STANDSTILL_BEFORE_COMMIT);
      case PROCESSOR_FROZEN_AFTER_COMMIT ->
          new FailsAtStep(processor, CrashPoint.STANDSTILL_AFTER_COMMIT);
      case PROCESSOR_FROZEN_AFTER_PUBLISH ->
          new FailsAtStep(processor, CrashPoint.STANDSTILL_AFTER_PUBLISH);
      case SESSION_ENDED_AT_COMMIT -> new FailsAtStep(processor, CrashPoint.SESSION_ENDED);
      case CRASH_BEFORE_COMMIT -> new FailsAtStep(processor, CrashPoint.BEFORE_COMMIT);
      case CRASH_AFTER_COMMIT -> new FailsAtStep(processor, CrashPoint.AFTER_COMMIT);
      case CRASH_AFTER_PUBLISH -> new FailsAtStep(processor, CrashPoint.AFTER_PUBLISH);
      case OUT_OF_MEMORY -> new FailsAtStep(processor, CrashPoint.OUT_OF_MEMORY);
      case STACK_OVERFLOW -> new FailsAtStep(processor, CrashPoint.STACK_OVERFLOW);
      case REBALANCE_STORM -> new RebalanceStorm(environment);
      case GATEWAY_KILLED -> new Killed(gateway);
      case GATEWAY_FROZEN -> new Frozen(gateway);
      case CONSOLE_KILLED -> new Killed(environment.console());
      case CONSOLE_FROZEN -> new Frozen(environment.console());
      case BROKER_KILLED -> new BrokersBroken(environment, List.of(broker), Member::kill);
      case BROKER_FROZEN -> new BrokersBroken(environment, List.of(broker), Member::freeze);
      case BROKERS_KILLED ->
          new BrokersBroken(environment, environment.brokerMembers(), Member::kill);
      case ISR_BELOW_MINIMUM ->
          new TopicSettingChanged(
                  environment, Topics.REQUESTS, ISR_MIN, String.valueOf(environment.brokerCount()))
              .and(new BrokersBroken(environment, List.of(broker), Member::kill));
      case LEADERS_MOVED -> new LeadersMoved(environment);
      case HOSTILE_RECORDS -> Fault.once(() -> log.appendHostile(step.target()));
      case ONE_ID_ON_TWO_CODES -> Fault.once(log::appendOneIdOnTwoCodes);
      case RESULTS_UNWRITABLE -> unwritable(Topics.RESULTS, step);
      case DEAD_LETTERS_UNWRITABLE ->
          unwritable(Topics.DEAD_LETTERS, step)
              .and(Fault.once(() -> log.appendHostile(step.target())));
      case PROCESSOR_CLOCK_WRONG -> new ClockWrong(processor, shift(step));
      case GATEWAY_CLOCK_WRONG -> new ClockWrong(gateway, shift(step));
      case OFFSETS_SET_BACK -> new OffsetsLost(environment, true);
      case OFFSETS_DELETED -> new OffsetsLost(environment, false);
      default -> ofDatabaseOrLink(step);
    };
  }

  private Fault ofDatabaseOrLink(Step step) {
    var database = environment.database();
    return switch (step.kind()) {
      case DATABASE_KILLED -> new DatabaseEnded(database, Database::kill);
      case DATABASE_STOPPED, DATABASE_STOPPED_LONG -> new DatabaseEnded(database, Database::stop);
      case DATABASE_DISK_FULL ->
          new DiskFull(
              environment.disks().database(),
              isOdd(step) ? database::switchLogFiles : () -> {},
              database::ensureServing);
      case BROKER_DISK_FULL ->
          new DiskFull(environment.disks().brokers(), () -> {}, environment::ensureBrokersRun);
      case SESSIONS_TERMINATED -> Fault.once(() -> database.execute(Database.END_SESSIONS));
      case DATABASE_READ_ONLY -> SettingChanged.readOnly(database);
      case COMMITS_NOT_SYNCHRONOUS ->
          isOdd(step)
              ? SettingChanged.roleCommitsNotSynchronously(database)
              : SettingChanged.databaseCommitsNotSynchronously(database);
      case STATEMENT_TIMEOUT ->
          SettingChanged.statementTimeout(
              database, STATEMENT_MILLIS.get(step.target() % STATEMENT_MILLIS.size()));
      case INVITES_LOCKED -> new InvitesLocked(database);
      case DEADLOCK -> new Deadlock(database);
      case OLD_FUNCTION_BESIDE -> new OldFunctionBeside(database, step.target());
      default -> ofLink(step);
    };
  }

  /** That of one service, or those of all of its kind. */
  private Fault ofLink(Step step) {
    Links links = environment.links();
    Route toBroker = chosenOrAll(links.processorsToBroker(), step);
    Route toDatabase = chosenOrAll(links.processorsToDatabase(), step);
    Route ofGateway = chosenOrAll(links.gatewaysToBroker(), step);
    Route ofConsole = isOdd(step) ? links.consoleToBroker() : links.consoleToDatabase();
    return switch (step.kind()) {
      case PROCESSOR_TO_BROKER_SLOW -> slow(toBroker);
      case PROCESSOR_TO_BROKER_CUT -> new LinkFault(toBroker, Link::cut);
      case PROCESSOR_TO_BROKER_HALF_OPEN -> new LinkFault(toBroker, Link::halfOpen);
      case GATEWAY_TO_BROKER_SLOW -> slow(ofGateway);
      case GATEWAY_TO_BROKER_CUT -> new LinkFault(ofGateway, Link::cut);
      case GATEWAY_TO_BROKER_HALF_OPEN -> new LinkFault(ofGateway, Link::halfOpen);
      case DATABASE_LINK_SLOW -> slow(toDatabase);
      case DATABASE_LINK_CUT -> new LinkFault(toDatabase, Link::cut);
      case DATABASE_LINK_HALF_OPEN -> new LinkFault(toDatabase, Link::halfOpen);
      case CONSOLE_LINK_SLOW -> slow(ofConsole);
      case CONSOLE_LINK_CUT -> new LinkFault(ofConsole, Link::cut);
      case CONSOLE_LINK_HALF_OPEN -> new LinkFault(ofConsole, Link::halfOpen);
      default -> throw new IllegalArgumentException("no fault for " + step.kind());
    };
  }

  private static Route chosenOrAll(List<Route> routes, Step step) {
    return isOdd(step) ? Route.of(routes) : routes.get(step.target() % routes.size());
  }

  /** One setting or another of the topic, so that the broker refuses each record. */
  private Fault unwritable(String topic, Step step) {
    return isOdd(step)
        ? new TopicSettingChanged(environment, topic, "max.message.bytes", "1")
        : new TopicSettingChanged(
            environment, topic, ISR_MIN, String.valueOf(environment.brokerCount() + 1));
  }

  private static Duration shift(Step step) {
    return isOdd(step) ? CLOCK_SHIFT : CLOCK_SHIFT.negated();
  }

  /** Another part of the number than the one that chooses a process. */
  private static boolean isOdd(Step step) {
    return step.target() / 2 % 2 == 1;
  }

  private static Fault slow(Route route) {
    return new LinkFault(route, each -> each.slow(LATE));
  }

  private static Member chosen(List<Member> members, Step step) {
    return members.get(step.target() % members.size());
  }
}
