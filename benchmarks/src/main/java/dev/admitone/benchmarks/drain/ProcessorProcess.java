package dev.admitone.benchmarks.drain;

import dev.admitone.benchmarks.testbed.Keys;
import dev.admitone.benchmarks.testbed.TestBed;
import dev.admitone.processor.ProcessorApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The product's processor as a process of its own, on this JVM's class path. */
final class ProcessorProcess implements AutoCloseable {

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern HEAP =
      Pattern.compile("^jvm_memory_used_bytes\\{.*area=\"heap\".*} (\\S+)$", Pattern.MULTILINE);
  private static final double MEBIBYTE = 1 << 20;
  private static final long STOP_SECONDS = 30;

  private final Process process;
  private final int port;

  private ProcessorProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it with the heap and the collector of {@code ./admit up}. */
  static ProcessorProcess start(TestBed testBed) throws IOException {
    int port = freePort();
    Process process =
        new ProcessBuilder(
                javaTool("java"),
                "-XX:+UseParallelGC",
                "-Xmx1g",
                "-Xlog:disable",
                "-Dorg.springframework.boot.logging.LoggingSystem=none",
                "-Dadmit-one.log-file="
                    + System.getProperty("admit-one.log-file", "bench.log")
                    + ".processor-"
                    + port,
                "-cp",
                System.getProperty("java.class.path"),
                ProcessorApplication.class.getName(),
                "--server.port=" + port,
                "--spring.kafka.bootstrap-servers=" + testBed.bootstrapServers(),
                "--spring.datasource.url=" + testBed.jdbcUrl(),
                "--spring.datasource.username=" + testBed.username(),
                Keys.processor())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // A cancelled run must not leave processes behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new ProcessorProcess(process, port);
  }

  /** The memory of a process, MiB. */
  record Memory(double heapUsedMebibytes, double residentMebibytes) {}

  /** Its heap after a collection. */
  Memory memory() throws IOException, InterruptedException {
    collectGarbage();
    double heap = 0;
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI metrics = URI.create("http://127.0.0.1:%d/actuator/prometheus".formatted(port));
      String text =
          client
              .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      for (Matcher pool = HEAP.matcher(text); pool.find(); ) {
        heap += Double.parseDouble(pool.group(1));
      }
    }
    return new Memory(heap / MEBIBYTE, residentMebibytes());
  }

  /** As Linux reports it; 0 on other systems. */
  private double residentMebibytes() throws IOException {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    Matcher resident = RESIDENT.matcher(Files.readString(status));
    return resident.find() ? Long.parseLong(resident.group(1)) / 1024.0 : 0;
  }

  private void collectGarbage() throws IOException, InterruptedException {
    new ProcessBuilder(javaTool("jcmd"), String.valueOf(process.pid()), "GC.run")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static String javaTool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
