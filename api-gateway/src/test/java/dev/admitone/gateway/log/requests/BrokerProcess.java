package dev.admitone.gateway.log.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.embedded.EmbeddedKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A broker as a process of its own, which can be made to hang: connected, and silent. */
final class BrokerProcess implements AutoCloseable {

  private static final String READY = "ready ";

  private final Process process;
  private final String bootstrapServers;

  private BrokerProcess(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  static BrokerProcess start(Path directory) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader(UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return new BrokerProcess(process, line.substring(READY.length()));
      }
    }
    throw new IllegalStateException("The broker ended before it was ready");
  }

  /** In the process: runs until its parent lets it go, or is gone. */
  public static void main(String[] arguments) throws IOException {
    EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), 0);
    System.out.println(READY + kafka.bootstrapServers());
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  void hang() throws IOException, InterruptedException {
    signal("STOP");
  }

  void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("kill ended with " + exit);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
