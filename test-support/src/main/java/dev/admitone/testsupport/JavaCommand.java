package dev.admitone.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command of a JVM beside this one, with this one's class path where no other is named. */
public final class JavaCommand {

  private final String mainClass;
  private final List<String> options = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private String classPath = System.getProperty("java.class.path");

  /**
   * How it ended.
   *
   * @param output standard output and error, as they came
   */
  public record Ended(int status, String output) {}

  private JavaCommand(String mainClass) {
    this.mainClass = mainClass;
  }

  public static JavaCommand of(Class<?> mainClass) {
    return of(mainClass.getName());
  }

  public static JavaCommand of(String mainClass) {
    return new JavaCommand(mainClass);
  }

  /** Adds options of the JVM to those for one that lives for seconds. */
  public JavaCommand options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  public JavaCommand classPath(String other) {
    classPath = other;
    return this;
  }

  public JavaCommand arguments(String... more) {
    return arguments(List.of(more));
  }

  public JavaCommand arguments(List<String> more) {
    arguments.addAll(more);
    return this;
  }

  public List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED"));
    words.addAll(options);
    words.addAll(List.of("-cp", classPath, mainClass));
    words.addAll(arguments);
    return words;
  }

  /** To be started, with a directory, variables and streams of its own. */
  public ProcessBuilder builder() {
    return new ProcessBuilder(words());
  }

  /** Runs a command, of a JVM or not, to its end. */
  public static Ended run(ProcessBuilder command) throws IOException, InterruptedException {
    Process process = command.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
