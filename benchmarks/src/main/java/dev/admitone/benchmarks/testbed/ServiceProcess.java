package dev.admitone.benchmarks.testbed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the product's services as a process of its own, on this JVM's class path. */
public final class ServiceProcess implements AutoCloseable {

  private static final Pattern RESIDENT = Pattern.compile("RssAnon:\\s+(\\d+) kB");
  private static final Pattern HEAP =
      Pattern.compile("^jvm_memory_used_bytes\\{.*area=\"heap\".*} (\\S+)$", Pattern.MULTILINE);
  private static final Pattern DIRECT =
      Pattern.compile(
          "^jvm_buffer_memory_used_bytes\\{.*id=\"direct\".*} (\\S+)$", Pattern.MULTILINE);
  private static final double MEBIBYTE = 1 << 20;
  private static final double KIBIBYTES = 1024;
  private static final int OK = 200;
  private static final long STOP_SECONDS = 30;

  private final Process process;
  private final int managementPort;

  private ServiceProcess(Process process, int managementPort) {
    this.process = process;
    this.managementPort = managementPort;
  }

  /**
   * Starts it.
   *
   * @param options of the JVM
   * @param managementPort where its metrics will be
   */
  public static ServiceProcess start(
      Class<?> main, List<String> options, int managementPort, List<String> settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(javaTool("java"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-Xlog:disable",
            "-Dorg.springframework.boot.logging.LoggingSystem=none",
            "-Dadmit-one.log-file="
                + System.getProperty("admit-one.log-file", "bench.log")
                + ".service-"
                + managementPort,
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(settings);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // A cancelled run must not leave processes behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new ServiceProcess(process, managementPort);
  }

  /** The memory of a process, MiB; resident is what the system could not take back. */
  public record Memory(double heapMebibytes, double directMebibytes, double residentMebibytes) {}

  /** Its memory after a collection. */
  public Memory memory() throws IOException, InterruptedException {
    collectGarbage();
    String metrics = get("/actuator/prometheus").body();
    return new Memory(sum(HEAP, metrics), sum(DIRECT, metrics), residentMebibytes());
  }

  /** Whether it says that it is ready. */
  public boolean isReady() throws InterruptedException {
    try {
      return process.isAlive() && get("/actuator/health/readiness").statusCode() == OK;
    } catch (IOException e) {
      // Nothing listens yet, or nothing any more.
      return false;
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:%d%s".formatted(managementPort, path));
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static double sum(Pattern series, String metrics) {
    double sum = 0;
    for (Matcher pool = series.matcher(metrics); pool.find(); ) {
      sum += Double.parseDouble(pool.group(1));
    }
    return sum / MEBIBYTE;
  }

  /** As Linux reports it; 0 on other systems. */
  public double residentMebibytes() throws IOException {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    Matcher resident = RESIDENT.matcher(Files.readString(status));
    return resident.find() ? Long.parseLong(resident.group(1)) / KIBIBYTES : 0;
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

  /** A port that is free now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public boolean isAlive() {
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
