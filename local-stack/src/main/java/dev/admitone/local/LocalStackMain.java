package dev.admitone.local;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.logging.LoggingSystem;

/** What {@code ./admit up} runs: in the foreground, until it is told to stop. */
public final class LocalStackMain {

  private static final String LOG_FILE_PROPERTY = "admit-one.log-file";
  private static final String STARTED_AT_VARIABLE = "ADMIT_STARTED_AT_MILLIS";
  private static final int FAILED = 1;

  private LocalStackMain() {}

  /** Takes {@code --fresh} or nothing; ports and the data directory come from the environment. */
  public static void main(String[] arguments) {
    try {
      StackSettings settings = StackSettings.of(System.getenv(), List.of(arguments));
      // Before anything logs. The services share one log, which neither of them sets up.
      System.setProperty(LOG_FILE_PROPERTY, settings.logFile().toString());
      System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
      up(settings);
    } catch (StartFailedException e) {
      System.err.println(e.getMessage());
      System.exit(FAILED);
    }
  }

  private static void up(StackSettings settings) {
    Instant begin = begin();
    System.out.println("Starting on " + settings.dataDirectory() + " ...");
    LocalStack stack = LocalStack.begin(settings);
    Thread stop = new Thread(() -> stop(stack, settings), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      stack.awaitReady();
      DemoCodes.make(stack.kafka().bootstrapServers(), settings.topics());
      System.out.println(Screen.of(stack, settings, Duration.between(begin, Instant.now())));
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(LocalStackMain.class).error("The stack did not start", e);
      Runtime.getRuntime().removeShutdownHook(stop);
      stack.close();
      throw StartFailures.explained(e, settings);
    }
  }

  /** When the person pressed return: the script's own time counts too. */
  private static Instant begin() {
    String millis = System.getenv(STARTED_AT_VARIABLE);
    return millis == null ? Instant.now() : Instant.ofEpochMilli(Long.parseLong(millis));
  }

  private static void stop(LocalStack stack, StackSettings settings) {
    System.out.println("Stopping ...");
    stack.close();
    System.out.println("Stopped. The data are in " + settings.dataDirectory() + ".");
    // A stop that was asked for and went well is no failure, whatever signal asked for it.
    Runtime.getRuntime().halt(0);
  }
}
