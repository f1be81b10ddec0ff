package dev.admitone.faults.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.testsupport.JavaCommand;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running process of one kind, from its start until it is gone. */
final class Child {

  /** Begins the line with the port and the management port. */
  static final String READY = "ready ";

  private static final int STOP_SECONDS_MAX = 60;

  private final Process process;
  private final BufferedWriter input;
  private final URI address;
  private final URI management;

  private Child(Process process, URI address, URI management) {
    this.process = process;
    this.input = process.outputWriter(UTF_8);
    this.address = address;
    this.management = management;
  }

  /**
   * Starts it and returns when it listens.
   *
   * @param log gets what its loggers write
   * @throws IllegalStateException if it ends before
   */
  static Child start(Kind kind, List<String> arguments, Path log) {
    Class<?> mainClass = kind == Kind.BROKER ? BrokerChild.class : ServiceChild.class;
    ProcessBuilder command =
        JavaCommand.of(mainClass)
            .options("-Xmx384m")
            .arguments(kind.name())
            .arguments(arguments)
            .builder()
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process process = command.start();
      BufferedReader output = process.inputReader(UTF_8);
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(READY)) {
          String[] ports = line.substring(READY.length()).split(" ", -1);
          return new Child(process, local(ports[0]), local(ports[1]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a " + kind, e);
    }
    throw new IllegalStateException("A %s ended before it was ready: see %s".formatted(kind, log));
  }

  private static URI local(String port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  URI address() {
    return address;
  }

  URI management() {
    return management;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** A line of its input. A process that is gone does not read it. */
  void tell(String line) {
    try {
      input.write(line);
      input.newLine();
      input.flush();
    } catch (IOException e) {
      // It is gone: nothing can be told to it.
    }
  }

  /** SIGKILL; returns when it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  /** A process that is gone gets no signal. */
  private void signal(String name) {
    if (!process.isAlive()) {
      return;
    }
    try {
      JavaCommand.run(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends it in order; kills it if that takes a minute. */
  void end() {
    thaw();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (IOException e) {
      kill();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
