package dev.admitone.system.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of {@code monitoring/}. */
final class MonitoringFiles {

  /** Maven runs tests in their module's directory. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static final Path MONITORING = ROOT.resolve("monitoring");
  static final Path RULES = MONITORING.resolve("prometheus/rules");
  static final Path TESTS = MONITORING.resolve("prometheus/tests");
  static final Path DASHBOARDS = MONITORING.resolve("grafana/dashboards");

  private static final YAMLMapper YAML = new YAMLMapper();

  private MonitoringFiles() {}

  /**
   * A rule that fires.
   *
   * @param name of the alert
   * @param rule all that its file says
   */
  record Alert(String name, JsonNode rule) {}

  /** The directory's files, in the order of their names. */
  static List<Path> in(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode yaml(Path file) {
    return YAML.readTree(text(file));
  }

  /** All rules, those that record included. */
  static List<JsonNode> rules() {
    return in(RULES).stream()
        .map(MonitoringFiles::yaml)
        .flatMap(file -> children(file.path("groups")))
        .flatMap(group -> children(group.path("rules")))
        .toList();
  }

  /** Those that fire; one name may stand for several severities. */
  static List<Alert> alerts() {
    return rules().stream()
        .filter(rule -> rule.has("alert"))
        .map(rule -> new Alert(rule.path("alert").asString(), rule))
        .toList();
  }

  static Stream<JsonNode> children(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
