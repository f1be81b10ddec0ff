package dev.admitone.faults.run;

import dev.admitone.faults.checker.Checker;
import dev.admitone.faults.checker.Violation;
import dev.admitone.faults.environment.Environment;
import dev.admitone.faults.history.History;
import dev.admitone.faults.history.Seen;
import dev.admitone.faults.injection.Faults;
import dev.admitone.faults.load.Codes;
import dev.admitone.faults.load.HttpLoad;
import dev.admitone.faults.load.LogLoad;
import dev.admitone.faults.load.Operator;
import dev.admitone.faults.load.Signups;
import dev.admitone.faults.recording.FinalState;
import dev.admitone.faults.recording.HistoryFile;
import dev.admitone.faults.recording.HistoryReader;
import dev.admitone.faults.recording.LoggedLines;
import dev.admitone.faults.recording.Marks;
import dev.admitone.faults.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** One schedule on one environment, from its start to the verdict. */
public final class FaultRun {

  static final String HISTORY = "history.jsonl";

  private static final Duration BETWEEN_CALLS = Duration.ofMillis(20);
  private static final Duration BETWEEN_RECORDS = Duration.ofMillis(10);

  private FaultRun() {}

  /**
   * Runs it.
   *
   * @param brokerCount one or three
   * @param directory new: gets the data, the loggers' lines and the history, {@code history.jsonl}
   * @param narrator gets a line for each fault that begins or heals, when it does
   */
  public static Outcome run(
      Schedule schedule, int brokerCount, Path directory, Consumer<String> narrator)
      throws IOException, InterruptedException, SQLException {
    Files.createDirectories(directory);
    Path file = directory.resolve(HISTORY);
    try (HistoryFile history = HistoryFile.begin(file, narrator);
        Environment environment =
            Environment.start(directory, brokerCount, schedule.seed(), schedule.needsDisks());
        Recovery recovery = new Recovery(environment, history)) {
      history.fault(environment.choices());
      recovery.awaitReady();
      Signups signups = new Signups(schedule.seed());
      try (LogLoad log =
              new LogLoad(
                  environment.brokers(),
                  environment.partitions(),
                  schedule.seed(),
                  environment.pseudonyms());
          HttpLoad http =
              new HttpLoad(
                  environment.gateways(),
                  recovery::wasReady,
                  environment.token(),
                  signups,
                  history);
          Operator operator =
              new Operator(environment.console(), environment.operatorsToken(), history)) {
        log.createCodes();
        recovery.awaitDecided();
        Timeline timeline = new Timeline(new Faults(environment, log), recovery, history);
        http.warmUp();
        recovery.watch();
        log.begin(BETWEEN_RECORDS);
        http.begin(BETWEEN_CALLS);
        operator.begin();
        List<Violation> violations;
        try {
          timeline.carryOut(schedule);
          timeline.healTheRest();
          recovery.awaitHealed();
          http.end();
          log.end();
          operator.end();
          recovery.endWatch();
          recovery.awaitDecided();
          recovery.awaitHealed();
          History all = complete(file, environment, signups, operator, recovery.pages());
          history.end(all);
          violations = Checker.check(all);
        } catch (ConditionTimeoutException e) {
          // Without an end there is nothing that could be compared with the log.
          violations = List.of(recovery.notRecovered());
        }
        return new Outcome(
            schedule,
            timeline.injected(),
            http.requests() + log.appended(),
            violations,
            timeline.recoveries());
      }
    }
  }

  private static History complete(
      Path file, Environment environment, Signups signups, Operator operator, List<Seen> pages)
      throws IOException, SQLException {
    try (Connection ledger = environment.database().connect()) {
      return FinalState.read(
          HistoryReader.read(file),
          environment.brokers(),
          ledger,
          new Marks(
              Codes.HOSTILE, Signups::isNamesake, Set.copyOf(Codes.OF_SQL), signups.secrets()),
          operator.drifts(),
          Stream.concat(pages.stream(), LoggedLines.of(environment.logs()).stream()).toList());
    }
  }
}
