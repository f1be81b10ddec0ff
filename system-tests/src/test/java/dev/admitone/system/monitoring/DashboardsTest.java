package dev.admitone.system.monitoring;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.monitoring.Panels.Panel;
import java.util.HashSet;
import java.util.List;
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
  private static final Pattern PANEL_IN_PAGE = Pattern.compile("\\*([A-Z][^*\\n.]+)\\*");
  private static final Pattern SELECTOR = Pattern.compile("[a-z_]+\\{([^}]*)}");
  private static final Set<String> VARIABLES = Set.of("datasource", "job", "instance");

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
    assertThat(variables.stream().map(each -> each.path("name").asString()).collect(toSet()))
        .isEqualTo(VARIABLES);
    for (JsonNode variable : variables) {
      if (variable.path("type").asString().equals("query")) {
        assertThat(variable.path("datasource").path("uid").asString()).isEqualTo(SOURCE);
        assertThat(variable.path("multi").asBoolean()).isTrue();
        assertThat(variable.path("includeAll").asBoolean()).isTrue();
        assertThat(variable.path("allValue").asString()).isEqualTo(".+");
        assertThat(variable.path("label").asString()).isNotEmpty();
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
      assertThat(SELECTOR.matcher(expression).results().map(each -> each.group(1)).toList())
          .isNotEmpty()
          .allMatch(matchers -> matchers.startsWith("job=~\"$job\",instance=~\"$instance\""));
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
