package dev.admitone.faults.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.testsupport.JavaCommand;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running process of one kind, from its start until it is gone. */
final class Child {

  /** Begins the line with the port and the management port. */
  static final String READY = "ready ";

  private static final int STOP_SECONDS_MAX = 60;
  private static final int LINES_SHOWN_MAX = 40;
  private static final long KIBIBYTE = 1024;

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
            // Of services, Spring Boot sets the loggers up.
            .options("-Xmx384m", "-Dlogback.configurationFile=logback-broker.xml")
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
    throw new IllegalStateException(
        "A %s ended before it was ready. The end of %s:%n%s".formatted(kind, log, end(log)));
  }

  private static String end(Path log) {
    try {
      List<String> lines = Files.readAllLines(log, UTF_8);
      int from = Math.max(0, lines.size() - LINES_SHOWN_MAX);
      return String.join(System.lineSeparator(), lines.subList(from, lines.size()));
    } catch (IOException e) {
      return "It cannot be read: " + e.getMessage();
    }
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

  /** As Linux tells it, in its own files; 0 elsewhere, and of a process that is gone. */
  long memoryBytes() {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status, UTF_8)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBIBYTE)
          .findAny()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
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
    if (process.isAlive()) {
      Command.signal(name, process.pid());
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
