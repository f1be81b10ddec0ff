package dev.admitone.local.compose;

import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.demo.DemoCodes;
import dev.admitone.local.secrets.TokenKey;
import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackPrefix;
import dev.admitone.local.smoke.SmokeTests;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code ./admit compose}: the script starts the containers; its steps here come before and after.
 * Each takes the environment file and the directory of the tokens' key.
 */
@Command(
    name = "compose",
    customSynopsis = "./admit compose [--cluster] [--fresh] | --cluster --roll | --stop",
    description = {
      "start everything as containers (docker-compose.yml), run the smoke tests, and print",
      "addresses, codes and curl lines; --cluster: three brokers, two gateways, two processors; --fresh",
      "begins with empty data. Secrets are made at the first start: .env, and in .admit-compose",
      "the key of its tokens. --cluster --roll: new images for a cluster that goes on",
      "working, one service after the other"
    })
public final class ComposeCommand {

  /** The ports of docker-compose.yml, which has no console yet. */
  private static final Set<StackPort> PUBLISHED =
      EnumSet.complementOf(EnumSet.of(StackPort.OPS, StackPort.OPS_MANAGEMENT));

  private static final String FILE = "FILE";
  private static final String DIRECTORY = "DIRECTORY";

  private final Map<String, String> environment;

  /** Takes the environment, whose values come before those of the environment file. */
  public ComposeCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Command(hidden = true, description = "makes the secrets where there are none")
  void prepare(
      @Parameters(paramLabel = FILE) Path file,
      @Parameters(paramLabel = DIRECTORY) Path keyDirectory) {
    ComposeEnvironment.make(file, TokenKey.in(keyFile(keyDirectory)));
  }

  @Command(hidden = true, description = "fails if another process has one of the ports")
  void ports(
      @Parameters(paramLabel = FILE) Path file,
      @Parameters(paramLabel = DIRECTORY) Path keyDirectory) {
    Map<String, String> all = ComposeEnvironment.in(file, environment);
    for (StackPort port : PUBLISHED) {
      port.requireFree(port.in(all));
    }
  }

  @Command(
      hidden = true,
      description = "makes the demo codes, runs the smoke tests, and prints where everything is")
  void ready(
      @Parameters(paramLabel = FILE) Path file,
      @Parameters(paramLabel = DIRECTORY) Path keyDirectory) {
    Map<String, String> all = ComposeEnvironment.in(file, environment);
    DemoCodes.make("127.0.0.1:" + StackPort.KAFKA.in(all), StackPrefix.in(all));
    TokenKey key = TokenKey.existing(keyFile(keyDirectory));
    Instant begin =
        Instant.ofEpochMilli(
            Long.parseLong(
                all.getOrDefault(
                    "ADMIT_STARTED_AT_MILLIS", String.valueOf(System.currentTimeMillis()))));
    if (!SmokeTests.run(local(StackPort.GATEWAY, all), key.forServiceAndAdmin(), System.out)) {
      throw new CommandFailedException(
          "The containers run, but not as they should: the lines above say what was seen.", null);
    }
    System.out.println(
        ComposeScreen.of(
            all, key.forService(), keyDirectory, Duration.between(begin, Instant.now())));
  }

  private static Path keyFile(Path directory) {
    return directory.resolve("token-key.json");
  }

  static URI local(StackPort port, Map<String, String> environment) {
    return URI.create("http://127.0.0.1:" + port.in(environment));
  }
}
