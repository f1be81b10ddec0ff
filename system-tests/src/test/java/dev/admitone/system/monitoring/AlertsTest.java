package dev.admitone.system.monitoring;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.monitoring.MonitoringFiles.Alert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each alert is complete: its labels, its two unit tests, its section of the runbook. */
class AlertsTest {

  private static final String PAGE = "docs/how-to/operate.md";
  private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info");
  private static final List<String> PARTS =
      List.of("**Meaning.**", "**Impact.**", "**Diagnosis.**", "**Repair.**");
  private static final Pattern SECTION =
      Pattern.compile("(?ms)^### (AdmitOne\\w+)$(.*?)(?=^#{1,3} |\\z)");

  private static final Pattern DIAGNOSIS =
      Pattern.compile("(?ms)^- \\*\\*Diagnosis\\.\\*\\*.*?(?=^- \\*\\*Repair)");

  /** What an operator types. */
  private static final Pattern COMMAND =
      Pattern.compile("`(?:ops|curl|promtool|openssl|psql|grep|docker compose) [^`]+`");

  /** A page of the console or of Prometheus, or a panel of a dashboard. */
  private static final Pattern PLACE_TO_LOOK =
      Pattern.compile(
          "(?:page|panels?)\\s+\\*[A-Z0-9]|Panels, in this order|overview of the console");

  private static final Pattern METRIC =
      Pattern.compile("\\b(?:admitone|http_server|hikaricp)_[a-z_]+");
  private static final Pattern SUFFIX =
      Pattern.compile("_(?:total|seconds|bytes|count|sum|bucket|max)$");

  /** Those of the libraries, which the reference names without a suffix. */
  private static final Set<String> OF_LIBRARIES =
      Set.of("http_server_requests", "hikaricp_connections_pending");

  private final List<Alert> alerts = MonitoringFiles.alerts();

  @Test
  void eachHasASeverityASummaryAndALinkMadeFromItsName() {
    assertThat(alerts).isNotEmpty();
    for (Alert alert : alerts) {
      JsonNode annotations = alert.rule().path("annotations");
      assertThat(alert.name()).matches("AdmitOne[A-Z]\\w+");
      assertThat(alert.rule().path("labels").path("severity").asString()).isIn(SEVERITIES);
      assertThat(annotations.path("summary").asString()).as(alert.name()).endsWith(".");
      assertThat(annotations.path("runbook").asString())
          .isEqualTo(PAGE + "#" + alert.name().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void eachHasASectionOfTheRunbookAndEachSectionAnAlert() {
    Map<String, String> sections = new HashMap<>();
    String page = MonitoringFiles.text(MonitoringFiles.ROOT.resolve(PAGE));
    for (MatchResult section : SECTION.matcher(page).results().toList()) {
      sections.put(section.group(1), section.group(2));
    }
    assertThat(sections.keySet()).isEqualTo(alerts.stream().map(Alert::name).collect(toSet()));
    sections.forEach((name, text) -> assertThat(text).as(name).contains(PARTS));
    sections.forEach(
        (name, text) ->
            assertThat(DIAGNOSIS.matcher(text).results().map(MatchResult::group).toList())
                .as(name)
                .singleElement()
                .asString()
                .containsPattern(COMMAND)
                .containsPattern(PLACE_TO_LOOK));
  }

  @Test
  void eachHasAUnitTestInWhichItFiresAndOneInWhichItIsSilent() {
    Map<String, List<Boolean>> tested = new HashMap<>();
    for (JsonNode file :
        MonitoringFiles.in(MonitoringFiles.TESTS).stream().map(MonitoringFiles::yaml).toList()) {
      MonitoringFiles.children(file.path("tests"))
          .flatMap(test -> MonitoringFiles.children(test.path("alert_rule_test")))
          .forEach(
              test ->
                  tested
                      .computeIfAbsent(test.path("alertname").asString(), _ -> new ArrayList<>())
                      .add(test.path("exp_alerts").isEmpty()));
    }
    for (Alert alert : alerts) {
      assertThat(tested.getOrDefault(alert.name(), List.of()))
          .as(alert.name())
          .contains(true, false);
    }
  }

  /** The windows of the others are days, or their jobs are in the configuration of each test. */
  @Test
  void eachButBurnRatesAndAbsentServicesHasALiveTest() {
    assertThat(Fault.alertsOf(Fault.values()))
        .isEqualTo(
            alerts.stream()
                .map(Alert::name)
                .filter(name -> !name.endsWith("Burn") && !name.endsWith("Absent"))
                .collect(toSet()));
  }

  @Test
  void eachMetricOfARuleAndOfTheRunbookIsInTheReference() {
    String reference =
        MonitoringFiles.text(MonitoringFiles.ROOT.resolve("docs/reference/metrics.md"));
    Set<String> unknown =
        Stream.concat(
                MonitoringFiles.rules().stream().map(rule -> rule.path("expr").asString()),
                Stream.of(MonitoringFiles.text(MonitoringFiles.ROOT.resolve(PAGE))))
            .flatMap(expression -> METRIC.matcher(expression).results())
            .map(MatchResult::group)
            .filter(metric -> !isIn(reference, metric))
            .collect(toSet());
    assertThat(unknown).isEmpty();
  }

  /** By its name with and without the suffixes of Prometheus's format. */
  private static boolean isIn(String reference, String metric) {
    String name = metric;
    while (true) {
      if (OF_LIBRARIES.contains(name) || reference.contains("`" + name.replace('_', '.') + "`")) {
        return true;
      }
      String shorter = SUFFIX.matcher(name).replaceFirst("");
      if (shorter.equals(name)) {
        return false;
      }
      name = shorter;
    }
  }
}
