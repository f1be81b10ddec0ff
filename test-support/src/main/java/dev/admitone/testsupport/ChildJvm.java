package dev.admitone.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** A JVM that a test starts, to be killed, to stand still for a while, or to end in order. */
public final class ChildJvm implements AutoCloseable {

  private static final String READY = "ready ";

  private final Process process;
  private final String reply;

  private ChildJvm(Process process, String reply) {
    this.process = process;
    this.reply = reply;
  }

  /** Starts it and does not wait for it; its errors are this JVM's. */
  public static ChildJvm start(ProcessBuilder command) throws IOException {
    return new ChildJvm(command.redirectError(Redirect.INHERIT).start(), "");
  }

  /**
   * Starts the main class with the directory as its argument, and as its place for temporary files,
   * and waits until it is {@link #readyToEnd}.
   */
  public static ChildJvm start(Class<?> mainClass, Path directory) throws IOException {
    Process process =
        JavaCommand.of(mainClass)
            .options("-Xmx512m", "-Djava.io.tmpdir=" + directory)
            .arguments(directory.toString())
            .builder()
            .redirectError(Redirect.INHERIT)
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
  public static void readyToEnd(String reply) throws IOException {
    System.out.println(READY + reply);
    System.out.flush();
    endWithParent();
  }

  /** Called in the child: ends it when its parent ends it or is gone. Does not return. */
  public static void endWithParent() throws IOException {
    // Also when the parent is gone, so that a broken test run leaves no JVM behind.
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  /** What the child said when it was ready. */
  public String reply() {
    return reply;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** Stands still from now on, as a virtual machine that is moved does. */
  public void freeze() throws IOException, InterruptedException {
    Signals.send("STOP", pid());
  }

  /** Continues as if no time had passed. */
  public void thaw() throws IOException, InterruptedException {
    Signals.send("CONT", pid());
  }

  /** Lets it end in order, with its shutdown hooks; returns its exit status. */
  public int end() throws IOException {
    process.getOutputStream().close();
    return process.onExit().join().exitValue();
  }

  /** As kill -9 does; returns when the process is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
