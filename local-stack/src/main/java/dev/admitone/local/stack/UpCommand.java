package dev.admitone.local.stack;

import dev.admitone.local.settings.StackSettings;
import java.time.Instant;
import java.util.Map;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code ./admit up} runs: in the foreground, until it is told to stop. */
@Command(
    name = "up",
    exitCodeOnInvalidInput = 1,
    customSynopsis = "./admit up [--fresh] [--no-train]",
    description = {
      "start everything on this machine: database, broker, processor, gateway, console",
      "--fresh begins with empty data; --no-train leaves out the run after a build that",
      "prepares fast starts, for frequent changes of the code"
    })
public final class UpCommand implements Runnable {

  private static final String LOG_FILE_PROPERTY = "admit-one.log-file";
  private static final String STARTED_AT_VARIABLE = "ADMIT_STARTED_AT_MILLIS";

  private final Map<String, String> environment;

  @Option(names = "--fresh", description = "begins with empty data")
  private boolean fresh;

  /** Takes the environment, which has ports and the data directory. */
  public UpCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The script carries it out before it starts this JVM, so nothing is left to do. */
  @Option(names = "--no-train", description = "leaves out the run that prepares fast starts")
  void setNoTrain(boolean noTrain) {}

  /** Returns only if the stack does not start. */
  @Override
  public void run() {
    StackRun run = new StackRun(begin());
    run.stopOnSignal();
    try {
      StackSettings settings = StackSettings.of(environment, fresh);
      StackData.requireWritable(settings);
      // Before anything logs.
      System.setProperty(LOG_FILE_PROPERTY, settings.logFile().toString());
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
      run.up(settings);
    } catch (RuntimeException e) {
      if (run.failed(e)) {
        throw StackFailures.explained(e, run.settings());
      }
    }
    run.awaitStop();
  }

  /** When the user pressed return: the script's own time counts too. */
  private Instant begin() {
    String millis = environment.get(STARTED_AT_VARIABLE);
    return millis == null ? Instant.now() : Instant.ofEpochMilli(Long.parseLong(millis));
  }
}
