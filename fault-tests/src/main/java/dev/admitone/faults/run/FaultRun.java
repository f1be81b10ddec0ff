package dev.admitone.faults.run;

import dev.admitone.faults.checker.Checker;
import dev.admitone.faults.environment.Environment;
import dev.admitone.faults.history.History;
import dev.admitone.faults.injection.Faults;
import dev.admitone.faults.load.Codes;
import dev.admitone.faults.load.HttpLoad;
import dev.admitone.faults.load.LogLoad;
import dev.admitone.faults.recording.FinalState;
import dev.admitone.faults.recording.HistoryFile;
import dev.admitone.faults.recording.HistoryReader;
import dev.admitone.faults.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** One schedule on one environment, from its start to the verdict. */
public final class FaultRun {

  private static final Duration BETWEEN_CALLS = Duration.ofMillis(20);
  private static final Duration BETWEEN_RECORDS = Duration.ofMillis(10);

  private FaultRun() {}

  /**
   * Runs it.
   *
   * @param directory new: gets the data, the loggers' lines and the history, {@code history.jsonl}
   */
  public static Outcome run(Schedule schedule, Path directory)
      throws IOException, InterruptedException, SQLException {
    Files.createDirectories(directory);
    Path file = directory.resolve("history.jsonl");
    try (HistoryFile history = HistoryFile.begin(file);
        Environment environment = Environment.start(directory);
        Recovery recovery = new Recovery(environment, history)) {
      recovery.awaitReady();
      try (LogLoad log =
              new LogLoad(environment.brokers(), environment.partitions(), schedule.seed());
          HttpLoad http = new HttpLoad(environment.gateways(), environment.token(), history)) {
        log.createCodes();
        recovery.awaitDecided();
        Timeline timeline = new Timeline(new Faults(environment, log), recovery, history);
        log.begin(BETWEEN_RECORDS);
        http.begin(BETWEEN_CALLS);
        timeline.carryOut(schedule);
        timeline.healTheRest();
        recovery.awaitHealed();
        http.end();
        log.end();
        recovery.awaitDecided();
        recovery.awaitHealed();
        History all = complete(file, environment);
        history.end(all);
        return new Outcome(
            schedule,
            timeline.injected(),
            http.requests() + log.appended(),
            Checker.check(all),
            timeline.recoveries());
      }
    }
  }

  private static History complete(Path file, Environment environment)
      throws IOException, SQLException {
    try (Connection ledger = environment.database().connect()) {
      return FinalState.read(
          HistoryReader.read(file), environment.brokers(), ledger, Codes.HOSTILE, Set.of());
    }
  }
}
