package dev.admitone.local.compose;

import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.demo.DemoCodes;
import dev.admitone.local.demo.DemoLines;
import dev.admitone.local.secrets.TokenKey;
import dev.admitone.local.secrets.TokenOptions;
import dev.admitone.local.settings.StackPrefix;
import dev.admitone.service.start.FileTrouble;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * What the image {@code admit-one-local} does for a team that has the images alone, beside running
 * the whole stack: it makes what docker-compose.yml needs, tokens, and codes to try things with.
 */
@Command(
    name = "image",
    hidden = true,
    customSynopsis = "prepare | token --user ID | token [--service] [--admin] | demo")
public final class ImageCommand {

  /** Where the team's own directory is mounted. */
  private static final Path MOUNTED = Path.of("/here");

  /** Where the image has what a team without the sources needs. */
  private static final String HANDED_OVER_VARIABLE = "ADMIT_HANDED_OVER";

  private static final List<String> HANDED_OVER = List.of("docker-compose.yml", ".env.example");
  private static final String BOOTSTRAP_VARIABLE = "ADMIT_BOOTSTRAP_SERVERS";

  private final Map<String, String> environment;
  private final Path directory;

  /** Takes the environment, which says where the image has its files, and where the brokers are. */
  public ImageCommand(Map<String, String> environment) {
    this(environment, MOUNTED);
  }

  ImageCommand(Map<String, String> environment, Path directory) {
    this.environment = environment;
    this.directory = directory;
  }

  /** Files that exist stay as they are: the secrets belong to the data. */
  @Command(exitCodeOnInvalidInput = 1, customSynopsis = "prepare takes nothing.")
  void prepare() {
    requireMounted();
    if (!Files.isWritable(directory)) {
      throw new CommandFailedException(
          "The secrets cannot be kept: %s. Run it with --user \"$(id -u):$(id -g)\"."
              .formatted(
                  FileTrouble.ofWriting(
                      directory, new AccessDeniedException(directory.toString()))),
          null);
    }
    ComposeEnvironment.make(directory.resolve(".env"), TokenKey.in(keyFile()));
    Path from = Path.of(environment.getOrDefault(HANDED_OVER_VARIABLE, "."));
    for (String name : HANDED_OVER) {
      Path to = directory.resolve(name);
      try {
        if (Files.notExists(to)) {
          Files.copy(from.resolve(name), to);
        } else if (Files.mismatch(from.resolve(name), to) >= 0) {
          System.out.printf(
              "%s is another one than the image has, and stays: move it away for the image's.%n",
              name);
        }
      } catch (IOException e) {
        throw new CommandFailedException("%s cannot be written: %s.".formatted(to, e), e);
      }
    }
    System.out.println(
        "Here are docker-compose.yml, .env with its secrets, and in .admit-compose the key of the"
            + " tokens. Start it: docker compose up --detach");
  }

  @Command(exitCodeOnInvalidInput = 1, customSynopsis = "token --user ID | [--service] [--admin]")
  void token(@Mixin TokenOptions options) {
    System.out.println(options.token(key()));
  }

  private TokenKey key() {
    requireMounted();
    if (Files.notExists(keyFile())) {
      throw new CommandFailedException(
          "There is no key for tokens in .admit-compose of the directory at %s: make it with"
                  .formatted(directory)
              + " prepare.",
          null);
    }
    return TokenKey.in(keyFile());
  }

  @Command(exitCodeOnInvalidInput = 1, customSynopsis = "demo takes nothing.")
  void demo() {
    String brokers = environment.getOrDefault(BOOTSTRAP_VARIABLE, "");
    if (brokers.isBlank()) {
      throw new CommandFailedException(
          "Where are the brokers? Set %s, or run it as a service of docker-compose.yml:"
                  .formatted(BOOTSTRAP_VARIABLE)
              + " docker compose run --rm tools demo",
          null);
    }
    DemoCodes.make(brokers, StackPrefix.in(environment));
    System.out.println(DemoLines.CODES);
  }

  private void requireMounted() {
    if (!Files.isDirectory(directory)) {
      throw new CommandFailedException(
          ("Nothing is mounted at %1$s: run it in a directory of its own as docker run --rm --user"
                  + " \"$(id -u):$(id -g)\" --volume \"$PWD:%1$s\" admit-one-local:dev ...")
              .formatted(directory),
          null);
    }
  }

  private Path keyFile() {
    return directory.resolve(".admit-compose").resolve("token-key.json");
  }
}
