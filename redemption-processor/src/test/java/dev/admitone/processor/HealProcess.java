package dev.admitone.processor;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A healing as a process of its own, to be killed. */
final class HealProcess implements AutoCloseable {

  private final Process process;

  private HealProcess(Process process) {
    this.process = process;
  }

  /** Begins one that reads few records at a time. */
  static HealProcess start(Site site) throws IOException {
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
                ProcessorApplication.class.getName(),
                "heal"));
    command.addAll(
        List.of(HealedSite.arguments(site, "--spring.kafka.consumer.max-poll-records=1")));
    return new HealProcess(
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start());
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** SIGKILL; returns when it is gone. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
