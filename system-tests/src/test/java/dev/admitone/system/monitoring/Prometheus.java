package dev.admitone.system.monitoring;

import dev.admitone.testsupport.FreePorts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prometheus as a child process, on a free port and data of its own. It reads the services every
 * two seconds, since a service without its database takes a second to say so, and evaluates its
 * rules every second.
 */
final class Prometheus implements AutoCloseable {

  private static final int STOP_SECONDS_MAX = 20;

  private final Process process;
  private final URI address;
  private final long serviceCount;
  private final HttpClient client = HttpClient.newHttpClient();

  private Prometheus(Process process, URI address, long serviceCount) {
    this.process = process;
    this.address = address;
    this.serviceCount = serviceCount;
  }

  /**
   * Starts it, and returns when it has read each service.
   *
   * @param directory for its files and data
   * @param jobs the management addresses of services by the names of their jobs
   * @param rules texts of files of rules
   */
  static Prometheus start(Path directory, Map<String, List<URI>> jobs, List<String> rules)
      throws IOException {
    for (int i = 0; i < rules.size(); i++) {
      Files.writeString(directory.resolve("rules-%d.yml".formatted(i)), rules.get(i));
    }
    Path configuration = directory.resolve("prometheus.yml");
    Files.writeString(
        configuration,
        """
        global:
          scrape_interval: 2s
          scrape_timeout: 2s
          evaluation_interval: 1s
        rule_files: [rules-*.yml]
        scrape_configs:
        %s
        """
            .formatted(jobs(jobs)));
    int port = FreePorts.one();
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn")
            .inheritIO()
            .start();
    Prometheus started =
        new Prometheus(
            process,
            URI.create("http://127.0.0.1:" + port),
            jobs.values().stream().mapToLong(List::size).sum());
    try {
      Awaitility.await().atMost(600, TimeUnit.SECONDS).until(started::isReady);
      started.awaitReadable();
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private static String jobs(Map<String, List<URI>> jobs) {
    return jobs.entrySet().stream()
        .map(
            job ->
                """
                  - job_name: %s
                    metrics_path: /actuator/prometheus
                    static_configs: [{targets: [%s]}]
                """
                    .formatted(job.getKey(), targets(job.getValue())))
        .collect(Collectors.joining());
  }

  private static String targets(List<URI> addresses) {
    return addresses.stream()
        .map(each -> "'%s:%d'".formatted(each.getHost(), each.getPort()))
        .collect(Collectors.joining(", "));
  }

  private boolean isReady() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("Prometheus ended: its lines above say why");
    }
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (ConnectException e) {
      return false;
    }
  }

  /** The names of the alerts that fire now. */
  Set<String> firing() throws IOException {
    return MonitoringFiles.children(data("/api/v1/alerts").path("alerts"))
        .filter(alert -> alert.path("state").asString().equals("firing"))
        .map(alert -> alert.path("labels").path("alertname").asString())
        .collect(Collectors.toSet());
  }

  /** Returns when it could read each service the last time that it tried. */
  void awaitReadable() {
    Awaitility.await()
        .atMost(600, TimeUnit.SECONDS)
        .until(() -> query("up == 1").size() == serviceCount);
  }

  /** The values of an expression now, one for each series. */
  List<Double> query(String expression) throws IOException {
    String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    return MonitoringFiles.children(data("/api/v1/query?query=" + encoded).path("result"))
        .map(series -> Double.valueOf(series.path("value").path(1).asString()))
        .toList();
  }

  /**
   * Reads the member {@code data} of a response.
   *
   * @throws IllegalStateException if Prometheus refuses the question
   */
  private JsonNode data(String pathAndQuery) throws IOException {
    HttpResponse<String> response = get(pathAndQuery);
    if (response.statusCode() != 200) {
      throw new IllegalStateException(pathAndQuery + ": " + response.body());
    }
    return JsonMapper.shared().readTree(response.body()).path("data");
  }

  private HttpResponse<String> get(String pathAndQuery) throws IOException {
    try {
      return client.send(
          HttpRequest.newBuilder(address.resolve(pathAndQuery)).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
