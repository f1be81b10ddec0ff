package dev.admitone.system.monitoring;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.monitoring.Panels.Panel;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The rules of Grafana's dashboard linter, and that operators find what the runbook names. */
class DashboardsTest {

  private static final String SOURCE = "${datasource}";
  private static final Pattern RANGE = Pattern.compile("\\[([^\\]]+)]");
  private static final Pattern PANEL_IN_PAGE = Pattern.compile("\\*([A-Z0-9][^*\\n.]+)\\*");

  /** The conditions of a metric that takes the chosen jobs and instances. */
  private static final Pattern CHOSEN =
      Pattern.compile("\\{job=~\"\\$job\",instance=~\"\\$instance\"[^}]*}");

  private static final Pattern RANGES_AND_LABELS =
      Pattern.compile(
          "\\[[^]]*]|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

  /** In a query without ranges, labels and such conditions: a metric that has none. */
  private static final Pattern NOT_CHOSEN =
      Pattern.compile(
          "\\b(?!(?:and|or|unless|bool|offset)\\b)[a-zA-Z_:][\\w:]*\\b(?!\\{}|\\s*\\()");

  /** Each with its type and its label. */
  private static final Map<String, List<String>> VARIABLES =
      Map.of(
          "datasource", List.of("datasource", "Data source"),
          "job", List.of("query", "Job"),
          "instance", List.of("query", "Instance"));

  /** Of Grafana: variables are read again when the time range changes. */
  private static final int ON_TIME_RANGE_CHANGE = 2;

  static List<JsonNode> dashboards() {
    return MonitoringFiles.in(MonitoringFiles.DASHBOARDS).stream().map(Panels::dashboard).toList();
  }

  static List<Panel> panels() {
    return Panels.all();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void aDashboardHasTheVariablesAndIsNotEditedInPlace(JsonNode dashboard) {
    List<JsonNode> variables =
        MonitoringFiles.children(dashboard.path("templating").path("list")).toList();
    assertThat(
            variables.stream()
                .collect(
                    toMap(
                        each -> each.path("name").asString(),
                        each ->
                            List.of(each.path("type").asString(), each.path("label").asString()))))
        .isEqualTo(VARIABLES);
    for (JsonNode variable : variables) {
      if (variable.path("type").asString().equals("query")) {
        assertThat(variable.path("datasource").path("uid").asString()).isEqualTo(SOURCE);
        assertThat(variable.path("multi").asBoolean()).isTrue();
        assertThat(variable.path("includeAll").asBoolean()).isTrue();
        assertThat(variable.path("allValue").asString()).isEqualTo(".+");
        assertThat(variable.path("refresh").asInt()).isEqualTo(ON_TIME_RANGE_CHANGE);
      }
    }
    assertThat(dashboard.path("editable").asBoolean(true)).isFalse();
    assertThat(dashboard.path("title").asString()).isNotEmpty();
  }

  @Test
  void eachDashboardHasAnIdOfItsOwn() {
    assertThat(dashboards())
        .extracting(each -> each.path("uid").asString())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("panels")
  void aPanelSaysWhatItShowsInWhichUnit(Panel panel) {
    JsonNode json = panel.json();
    assertThat(panel.title()).isNotEmpty();
    assertThat(json.path("description").asString()).endsWith(".");
    assertThat(json.path("fieldConfig").path("defaults").path("unit").asString()).isNotEmpty();
    assertThat(json.path("datasource").path("uid").asString()).isEqualTo(SOURCE);
    assertThat(panel.expressions()).isNotEmpty();
    MonitoringFiles.children(json.path("targets"))
        .forEach(
            target -> {
              assertThat(target.path("datasource").path("uid").asString()).isEqualTo(SOURCE);
              assertThat(target.path("legendFormat").asString()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("panels")
  void aQueryTakesTheChosenJobsAndInstancesAndTheRateInterval(Panel panel) {
    for (String expression : panel.expressions()) {
      String metrics =
          RANGES_AND_LABELS.matcher(CHOSEN.matcher(expression).replaceAll("{}")).replaceAll("");
      assertThat(metrics).contains("{}").doesNotContainPattern(NOT_CHOSEN);
      assertThat(RANGE.matcher(expression).results().map(each -> each.group(1)).toList())
          .allMatch("$__rate_interval"::equals);
      assertThat(expression).doesNotContain("or vector(");
    }
  }

  @Test
  void eachPanelThatTheRunbookNamesExists() {
    Set<String> titles = panels().stream().map(Panel::title).collect(toSet());
    Set<String> missing = new HashSet<>();
    for (MatchResult line :
        Pattern.compile("(?m)^.*\\b[Pp]anels?\\b.*$")
            .matcher(MonitoringFiles.text(MonitoringFiles.ROOT.resolve("docs/how-to/operate.md")))
            .results()
            .toList()) {
      PANEL_IN_PAGE
          .matcher(line.group().replaceAll("\\*\\*[^*]*\\*\\*", ""))
          .results()
          .map(each -> each.group(1))
          .filter(title -> !titles.contains(title))
          .forEach(missing::add);
    }
    assertThat(missing).isEmpty();
  }
}
