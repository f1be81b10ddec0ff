package dev.admitone.processor;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processor as a process of its own, to be killed. */
final class ProcessorProcess implements AutoCloseable {

  private final Process process;

  private ProcessorProcess(Process process) {
    this.process = process;
  }

  /** Begins to start it, with settings of the form {@code name=value}. */
  static ProcessorProcess start(Site site, String... settings) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                ProcessorProcess.class.getName()));
    command.addAll(List.of(RunningProcessor.arguments(site, settings)));
    return new ProcessorProcess(
        new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
  }

  /** The process: ends with the one that started it, so that a broken run leaves none behind. */
  public static void main(String[] arguments) throws IOException {
    // The output of the JVM that runs the tests is no place for another one's words.
    System.setOut(System.err);
    ProcessorApplication.builder().run(arguments);
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  /** Stands still from now on, as a virtual machine that is moved does. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Goes on as if no time had passed. */
  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** SIGKILL; returns when it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
