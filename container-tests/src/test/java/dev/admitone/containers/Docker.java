package dev.admitone.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The commands of Docker, and others that run to their end. */
final class Docker {

  private static final Duration LONGEST_COMMAND = Duration.ofMinutes(20);

  private Docker() {}

  /** How a command ended. */
  record Ended(int status, String output) {}

  /** {@code docker} with these arguments, which has to go well; returns its output. */
  static String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    Ended ended = run(new ProcessBuilder(command));
    assertThat(ended.status()).as(ended.output()).isZero();
    return ended.output().strip();
  }

  /** Runs the command to its end. */
  static Ended run(ProcessBuilder builder) {
    try {
      Path output = Files.createTempFile("command", ".log");
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (!process.waitFor(LONGEST_COMMAND.toMinutes(), TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            builder.command() + " does not end: " + Files.readString(output));
      }
      String text = Files.readString(output);
      Files.delete(output);
      return new Ended(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** One line about a container, by a template of {@code docker inspect}. */
  static String inspect(String id, String template) {
    return run("inspect", "--format", template, id);
  }

  static String address(String id) {
    return inspect(id, "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");
  }

  static String image(String id) {
    return inspect(id, "{{.Config.Image}}");
  }

  static String health(String id) {
    return inspect(id, "{{.State.Health.Status}}");
  }

  /** The same image under another tag, but not the same to the engine. */
  static void imageAgain(String image, String tag) {
    try {
      Path context = Files.createTempDirectory("image");
      Files.writeString(
          context.resolve("Dockerfile"),
          "FROM %s%nLABEL dev.admitone.test=%s%n".formatted(image, tag));
      String name = image.substring(0, image.indexOf(':'));
      run("build", "--quiet", "--tag", name + ":" + tag, context.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often the engine has started it again. */
  static int restarts(String id) {
    return Integer.parseInt(inspect(id, "{{.RestartCount}}"));
  }
}
