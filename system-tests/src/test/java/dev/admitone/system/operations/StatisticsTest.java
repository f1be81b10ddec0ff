package dev.admitone.system.operations;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.local.stack.LocalStack;
import dev.admitone.system.Clients;
import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.Ledger;
import dev.admitone.system.ServiceProcess;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.LoadRun;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The table of hours of the console beside the checklist's query, while a console that counts and a
 * processor are killed.
 */
@Timeout(900)
@Tag("services")
class StatisticsTest {

  private static final String BY_HOUR =
      """
      select to_char(date_trunc('hour', used_at at time zone 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
        || ' ' || count(*) || ' ' || count(distinct used_by)
      from invite_uses
      group by date_trunc('hour', used_at at time zone 'UTC')
      order by date_trunc('hour', used_at at time zone 'UTC') desc
      """;

  private static final String BY_OUTCOME =
      """
      select outcome || ' ' || count(*) from redemption_decisions
      group by outcome order by outcome::text
      """;

  private static final String STATISTICS = "admit-one.ops.statistics.enabled";

  private static final Pattern COUNTED =
      Pattern.compile(
          "(?m)^admitone_statistics_results_total\\{[^}]*became=\"counted\"[^}]*} (\\S+)$");

  private static final int FEW = 40;

  @TempDir private static Path directory;

  @Test
  void itEqualsTheQueryRowByRowThoughAConsoleThatCountsAndAProcessorAreKilled() throws Exception {
    try (LocalStack stack = stackThatDoesNotCount()) {
      ApiClient api = Clients.of(stack.gatewayAddress(), stack.tokenKey());
      List<String> codes = List.of(invite(api, Map.of("maxUses", FEW)), invite(api, Map.of()));
      try (LoadRun load =
          LoadRun.begin(List.of(api), codes, Duration.ofMillis(10), "wait=30", "respond-async")) {
        try (ServiceProcess killed = ServiceProcess.console(stack)) {
          release(api, codes.getLast(), "a first user");
          patiently().until(() -> counted(killed) > 100);
          killed.kill();
        }
        try (ServiceProcess processor = ServiceProcess.processor(stack)) {
          int begun = load.begun();
          patiently().until(() -> load.begun() >= begun + 200);
          processor.kill();
        }
        load.end();
      }
      release(api, codes.getLast(), "a second user");
      try (ServiceProcess console = ServiceProcess.console(stack)) {
        assertThatItEqualsTheLedger(console, stack);
      }
    }
  }

  /** Without statistics in its own console, which ends with the JVM of the test alone. */
  private static LocalStack stackThatDoesNotCount() throws IOException {
    System.setProperty(STATISTICS, "false");
    try {
      LocalStack stack = LocalStack.begin(Environment.settingsOn(directory));
      stack.awaitReady();
      return stack;
    } finally {
      System.clearProperty(STATISTICS);
    }
  }

  private static void assertThatItEqualsTheLedger(ServiceProcess console, LocalStack stack) {
    ApiClient reader = console.api(stack.tokenKey().forReader());
    Ledger ledger = new Ledger(stack.database().jdbcUrl(), stack.database().username());
    patiently()
        .untilAsserted(
            () -> {
              JsonNode slots = reader.get("/api/ops/statistics").body().path("slots");
              assertThat(hours(slots)).isNotEmpty().isEqualTo(ledger.texts(BY_HOUR));
              assertThat(outcomes(slots)).isEqualTo(ledger.texts(BY_OUTCOME));
            });
  }

  /** How many results the console has counted. */
  private static double counted(ServiceProcess console) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String metrics =
          client
              .send(
                  HttpRequest.newBuilder(console.management().resolve("/actuator/prometheus"))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      return COUNTED
          .matcher(metrics)
          .results()
          .mapToDouble(each -> Double.parseDouble(each.group(1)))
          .sum();
    }
  }

  private static String invite(ApiClient api, Map<String, Object> limits) {
    String code = Codes.unique("HOURS");
    Map<String, Object> invite = new HashMap<>(limits);
    invite.put("code", code);
    assertThat(api.createInvite(invite, "Prefer", "wait=30").status()).isEqualTo(201);
    return code;
  }

  private static void release(ApiClient api, String code, String user) {
    ApiClient.Response use = api.redeem(code, user, "Prefer", "wait=30");
    assertThat(use.outcome()).isEqualTo("REDEEMED");
    assertThat(
            api.release(
                    use.text("requestId"),
                    Map.of("code", code, "reason", "a test"),
                    "Prefer",
                    "wait=30")
                .status())
        .isEqualTo(200);
  }

  private static List<String> hours(JsonNode slots) {
    return slots
        .valueStream()
        .map(
            slot ->
                "%s %s %s"
                    .formatted(
                        slot.path("begin").asString(),
                        slot.at("/uses/count").asString(),
                        slot.at("/uses/users").asString()))
        .toList();
  }

  private static List<String> outcomes(JsonNode slots) {
    Map<String, Long> sums = new TreeMap<>();
    slots
        .valueStream()
        .flatMap(slot -> slot.path("outcomes").valueStream())
        .forEach(
            each ->
                sums.merge(
                    each.path("outcome").asString(), each.path("decisions").asLong(), Long::sum));
    return sums.entrySet().stream().map(each -> each.getKey() + " " + each.getValue()).toList();
  }
}
