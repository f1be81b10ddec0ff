package dev.admitone.local;

import dev.admitone.service.start.FileTrouble;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.logging.LoggingSystem;

/**
 * What the image {@code admit-one-local} does for a team that has the images alone, beside running
 * the whole stack: it makes what docker-compose.yml needs, tokens, and codes to try things with.
 */
public final class ImageMain {

  private static final String PREPARE = "prepare";
  private static final String TOKEN = "token";
  private static final String DEMO = "demo";

  /** Where the team's own directory is mounted. */
  private static final Path MOUNTED = Path.of("/here");

  /** Where the image has what a team without the sources needs. */
  private static final String HANDED_OVER_VARIABLE = "ADMIT_HANDED_OVER";

  private static final List<String> HANDED_OVER = List.of("docker-compose.yml", ".env.example");
  private static final String BOOTSTRAP_VARIABLE = "ADMIT_BOOTSTRAP_SERVERS";

  private ImageMain() {}

  /** Takes {@code prepare}, {@code token} with its options, or {@code demo}. */
  public static void main(String[] arguments) {
    // Before anything logs: the clients' lines are not what was asked for.
    System.setProperty("logback.configurationFile", "logback-topic.xml");
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    Mains.run(() -> run(List.of(arguments), System.getenv(), MOUNTED));
  }

  static void run(List<String> arguments, Map<String, String> environment, Path directory) {
    List<String> options = arguments.subList(1, arguments.size());
    switch (arguments.getFirst()) {
      case PREPARE -> {
        requireNone(PREPARE, options);
        prepare(directory, environment);
      }
      case TOKEN -> System.out.println(TokenMain.token(key(directory), options));
      case DEMO -> {
        requireNone(DEMO, options);
        demo(environment);
      }
      default -> throw new StartFailedException(arguments.getFirst() + " is no command.", null);
    }
  }

  /** What is there already stays as it is: the secrets belong to the data. */
  private static void prepare(Path directory, Map<String, String> environment) {
    requireMounted(directory);
    if (!Files.isWritable(directory)) {
      throw new StartFailedException(
          "The secrets cannot be kept: %s. Run it with --user \"$(id -u):$(id -g)\"."
              .formatted(
                  FileTrouble.ofWriting(
                      directory, new AccessDeniedException(directory.toString()))),
          null);
    }
    ComposeEnvironment.make(directory.resolve(".env"), TokenKey.in(keyFile(directory)));
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
        throw new StartFailedException("%s cannot be written: %s.".formatted(to, e), e);
      }
    }
    System.out.println(
        "Here are docker-compose.yml, .env with its secrets, and in .admit-compose the key of the"
            + " tokens. Start it: docker compose up --detach");
  }

  private static TokenKey key(Path directory) {
    requireMounted(directory);
    if (Files.notExists(keyFile(directory))) {
      throw new StartFailedException(
          "There is no key for tokens in .admit-compose of the directory at %s: make it with"
                  .formatted(directory)
              + " prepare.",
          null);
    }
    return TokenKey.in(keyFile(directory));
  }

  private static void demo(Map<String, String> environment) {
    String brokers = environment.getOrDefault(BOOTSTRAP_VARIABLE, "");
    if (brokers.isBlank()) {
      throw new StartFailedException(
          "Where are the brokers? Set %s, or run it as a service of docker-compose.yml:"
                  .formatted(BOOTSTRAP_VARIABLE)
              + " docker compose run --rm tools demo",
          null);
    }
    DemoCodes.make(brokers, StackPrefix.in(environment));
    System.out.println(
        "Codes: KTEST1 (3 uses), HOT (unlimited), LAST1 (1 use), OLD1 (expired), GONE1 (revoked)");
  }

  private static void requireMounted(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new StartFailedException(
          ("Nothing is mounted at %1$s: run it in a directory of its own as docker run --rm --user"
                  + " \"$(id -u):$(id -g)\" --volume \"$PWD:%1$s\" admit-one-local:dev ...")
              .formatted(directory),
          null);
    }
  }

  private static void requireNone(String command, List<String> options) {
    if (!options.isEmpty()) {
      throw new StartFailedException(
          "'%s' is unknown: %s takes nothing.".formatted(options.getFirst(), command), null);
    }
  }

  private static Path keyFile(Path directory) {
    return directory.resolve(".admit-compose").resolve("token-key.json");
  }
}
