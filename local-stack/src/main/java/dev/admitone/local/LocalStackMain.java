package dev.admitone.local;

import java.time.Instant;
import java.util.List;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** What {@code ./admit up} runs: in the foreground, until it is told to stop. */
public final class LocalStackMain {

  private static final String LOG_FILE_PROPERTY = "admit-one.log-file";
  private static final String STARTED_AT_VARIABLE = "ADMIT_STARTED_AT_MILLIS";

  private LocalStackMain() {}

  /** Takes {@code --fresh} or nothing; ports and the data directory come from the environment. */
  public static void main(String[] arguments) {
    StackRun run = new StackRun(begin());
    run.stopOnSignal();
    try {
      StackSettings settings = StackSettings.of(System.getenv(), List.of(arguments));
      settings.requireWritable();
      // Before anything logs.
      System.setProperty(LOG_FILE_PROPERTY, settings.logFile().toString());
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
      run.up(settings);
    } catch (RuntimeException e) {
      if (run.failed(e)) {
        Mains.fail(String.valueOf(StackFailures.explained(e, run.settings()).getMessage()));
      }
    }
  }

  /** When the person pressed return: the script's own time counts too. */
  private static Instant begin() {
    String millis = System.getenv(STARTED_AT_VARIABLE);
    return millis == null ? Instant.now() : Instant.ofEpochMilli(Long.parseLong(millis));
  }
}
