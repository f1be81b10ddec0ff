package dev.admitone.system.monitoring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The panels of all dashboards. */
final class Panels {

  private Panels() {}

  /**
   * One panel.
   *
   * @param dashboard the name of its file
   * @param json all that the file says of it
   */
  record Panel(String dashboard, JsonNode json) {

    String title() {
      return json.path("title").asString("");
    }

    List<String> expressions() {
      return MonitoringFiles.children(json.path("targets"))
          .map(target -> target.path("expr").asString(""))
          .toList();
    }

    /** Its queries as Grafana sends them, for all jobs and instances. */
    List<String> queries(String rateInterval) {
      return expressions().stream()
          .map(
              expression ->
                  expression
                      .replace("$__rate_interval", rateInterval)
                      .replace("$job", ".+")
                      .replace("$instance", ".+"))
          .toList();
    }

    @Override
    public String toString() {
      return dashboard + ": " + title();
    }
  }

  static JsonNode dashboard(Path file) {
    return JsonMapper.shared().readTree(MonitoringFiles.text(file));
  }

  static List<Panel> all() {
    List<Panel> panels = new ArrayList<>();
    for (Path file : MonitoringFiles.in(MonitoringFiles.DASHBOARDS)) {
      MonitoringFiles.children(dashboard(file).path("panels"))
          .forEach(panel -> panels.add(new Panel(file.getFileName().toString(), panel)));
    }
    return panels;
  }
}
