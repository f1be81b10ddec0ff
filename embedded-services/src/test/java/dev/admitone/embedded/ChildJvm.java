package dev.admitone.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Another JVM with this one's class path, to be killed or to end in order. */
final class ChildJvm implements AutoCloseable {
  private static final String READY = "ready ";

  private final Process process;
  private final String answer;

  private ChildJvm(Process process, String answer) {
    this.process = process;
    this.answer = answer;
  }

  /**
   * Starts the main class with the directory as its argument, and as its place for temporary files,
   * and waits for its answer.
   */
  static ChildJvm start(Class<?> mainClass, Path directory) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Djava.io.tmpdir=" + directory,
                    "-cp",
                    System.getProperty("java.class.path"),
                    mainClass.getName(),
                    directory.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader(UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return new ChildJvm(process, line.substring(READY.length()));
      }
    }
    throw new IllegalStateException(mainClass + " ended before it was ready");
  }

  /** Called in the child when it is where it should end. Does not return. */
  static void readyToEnd(String answer) throws IOException {
    System.out.println(READY + answer);
    System.out.flush();
    // Also when the parent is gone, so that a broken test run leaves no JVM behind.
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  /** What the child said. */
  String answer() {
    return answer;
  }

  long pid() {
    return process.pid();
  }

  /** Lets it end in order, with its shutdown hooks; returns its exit status. */
  int end() throws IOException {
    process.getOutputStream().close();
    return process.onExit().join().exitValue();
  }

  /** As kill -9 does; returns when the process is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
