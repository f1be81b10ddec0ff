package dev.admitone.local;

import dev.admitone.local.smoke.SmokeTests;
import dev.admitone.service.start.StartFailures;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What {@code ./admit compose} runs before and after the containers start. */
public final class ComposeMain {

  private static final String PREPARE = "prepare";
  private static final String PORTS = "ports";
  private static final String READY = "ready";

  private ComposeMain() {}

  /**
   * Takes the step, the environment file and the directory of the tokens' key.
   *
   * <ul>
   *   <li>{@code prepare} makes the secrets where there are none
   *   <li>{@code ports} looks whether somebody else has the ports
   *   <li>{@code ready} makes the demo codes, runs the smoke tests, and prints where everything is
   * </ul>
   */
  public static void main(String[] arguments) {
    // Before anything logs: nobody wants the clients' lines on the screen.
    System.setProperty("logback.configurationFile", "logback-topic.xml");
    Path file = Path.of(arguments[1]);
    Path keyDirectory = Path.of(arguments[2]);
    try {
      switch (arguments[0]) {
        case PREPARE -> ComposeEnvironment.make(file, TokenKey.in(keyFile(keyDirectory)));
        case PORTS -> requirePortsFree(ComposeEnvironment.in(file, System.getenv()));
        case READY -> ready(ComposeEnvironment.in(file, System.getenv()), keyDirectory);
        default -> throw new StartFailedException(arguments[0] + " is no step.", null);
      }
    } catch (StartFailedException e) {
      Mains.fail(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      Mains.fail(StartFailures.explained(e));
    }
  }

  private static void requirePortsFree(Map<String, String> environment) {
    for (StackPort port : StackPort.values()) {
      port.requireFree(port.in(environment));
    }
  }

  private static void ready(Map<String, String> environment, Path keyDirectory) {
    DemoCodes.make("127.0.0.1:" + StackPort.KAFKA.in(environment), StackPrefix.in(environment));
    TokenKey key = TokenKey.existing(keyFile(keyDirectory));
    URI gateway = local(StackPort.GATEWAY, environment);
    Instant begin =
        Instant.ofEpochMilli(
            Long.parseLong(
                environment.getOrDefault(
                    "ADMIT_STARTED_AT_MILLIS", String.valueOf(System.currentTimeMillis()))));
    if (!SmokeTests.run(gateway, key.forServiceAndAdmin(), System.out)) {
      throw new StartFailedException(
          "The containers run, but not as they should: the lines above say what was seen.", null);
    }
    System.out.println(
        ComposeScreen.of(
            environment, key.forService(), keyDirectory, Duration.between(begin, Instant.now())));
  }

  private static Path keyFile(Path directory) {
    return directory.resolve("token-key.json");
  }

  static URI local(StackPort port, Map<String, String> environment) {
    return URI.create("http://127.0.0.1:" + port.in(environment));
  }
}
