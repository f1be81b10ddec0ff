package dev.admitone.system.monitoring;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What the Compose profile {@code monitoring} starts fits together: each file that it mounts
 * exists, and each name that one file uses is in the other. Grafana itself is not started.
 */
class ProvisioningTest {

  private static final Path GRAFANA = MonitoringFiles.MONITORING.resolve("grafana");
  private static final Set<String> JOBS =
      Set.of("admit-one-gateway", "admit-one-processor", "admit-one-console");

  private final JsonNode compose =
      MonitoringFiles.yaml(MonitoringFiles.ROOT.resolve("docker-compose.yml"));
  private final JsonNode prometheus =
      MonitoringFiles.yaml(MonitoringFiles.MONITORING.resolve("prometheus/prometheus.yml"));

  @Test
  void theProfileMountsFilesThatExist() {
    for (String name : List.of("prometheus", "grafana")) {
      JsonNode service = compose.path("services").path(name);
      assertThat(service.path("profiles").path(0).asString()).isEqualTo("monitoring");
      List<String> mounted =
          MonitoringFiles.children(service.path("volumes"))
              .map(JsonNode::asString)
              .filter(volume -> volume.startsWith("./"))
              .map(volume -> volume.substring(0, volume.indexOf(':')))
              .toList();
      assertThat(mounted)
          .isNotEmpty()
          .allMatch(directory -> Files.exists(MonitoringFiles.ROOT.resolve(directory)));
    }
  }

  @Test
  void prometheusReadsTheServicesOfBothProfilesAndTheRules() {
    assertThat(prometheus.path("rule_files").path(0).asString()).isEqualTo("rules/*.yml");
    List<JsonNode> jobs = MonitoringFiles.children(prometheus.path("scrape_configs")).toList();
    assertThat(jobs.stream().map(job -> job.path("job_name").asString()).collect(toSet()))
        .isEqualTo(JOBS);
    for (JsonNode job : jobs) {
      assertThat(job.path("metrics_path").asString()).isEqualTo("/actuator/prometheus");
      assertThat(MonitoringFiles.children(job.path("dns_sd_configs").path(0).path("names")))
          .isNotEmpty()
          .allMatch(service -> compose.path("services").has(service.asString()));
    }
  }

  @Test
  void grafanaReadsThisPrometheusAndTheseDashboards() {
    JsonNode source =
        MonitoringFiles.yaml(GRAFANA.resolve("provisioning/datasources/prometheus.yml"))
            .path("datasources")
            .path(0);
    assertThat(source.path("type").asString()).isEqualTo("prometheus");
    assertThat(source.path("url").asString()).isEqualTo("http://prometheus:9090");
    assertThat(source.path("isDefault").asBoolean()).isTrue();
    JsonNode provider =
        MonitoringFiles.yaml(GRAFANA.resolve("provisioning/dashboards/admit-one.yml"))
            .path("providers")
            .path(0);
    String inContainer = provider.path("options").path("path").asString();
    assertThat(MonitoringFiles.children(compose.path("services").path("grafana").path("volumes")))
        .extracting(JsonNode::asString)
        .contains("./monitoring/grafana/dashboards:%s:ro".formatted(inContainer));
  }
}
