package dev.admitone.ops.overview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.PageClient;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The first page, with a service that says what this test wants. */
@Tag("services")
class OverviewTest {

  private static final String SICK =
      """
      {"status":"DOWN","components":{"lanes":{"status":"DOWN","details":{"missing":"the log"}},
      "ping":{"status":"UP"}}}
      """;

  private static final AtomicInteger DECISIONS = new AtomicInteger();

  private static HttpServer service;
  private static Console console;

  @BeforeAll
  static void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    respond("/actuator/health", () -> SICK);
    respond(
        "/actuator/prometheus",
        () ->
            """
            admitone_decisions_total{outcome="REDEEMED"} %d
            admitone_lag_records{partition="3"} 17
            admitone_lag_age_seconds{partition="3"} 42
            admitone_ledger_apart 1
            """
                .formatted(DECISIONS.addAndGet(100)));
    service.start();
    console =
        Console.on(
            TestLedger.shared(),
            "--admit-one.ops.services.gateways=http://127.0.0.1:" + FreePorts.one(),
            "--admit-one.ops.services.processors=http://127.0.0.1:"
                + service.getAddress().getPort(),
            "--admit-one.ops.services.interval=200ms");
  }

  @AfterAll
  static void stop() {
    console.close();
    service.stop(0);
  }

  @Test
  void showsRatesLagAndWhatEachPartSays() {
    String code = LedgerRows.newCode();
    LedgerRows rows = new LedgerRows(TestLedger.shared());
    rows.invite(code);
    rows.use(code, LedgerRows.newUser(), Instant.now());
    try (PageClient client = PageClient.signedIn(console, Tokens.reader())) {
      Await.patiently()
          .untilAsserted(
              () ->
                  assertThat(client.get("/").body())
                      .contains("REDEEMED")
                      .contains("42 s")
                      .contains("apart")
                      .contains("lanes is DOWN")
                      .contains("NO RESPONSE")
                      .contains("Undecided requests by partition")
                      .contains("/codes/" + code));
    }
  }

  @Test
  void programsGetItWithoutTheCharts() {
    String code = LedgerRows.newCode();
    LedgerRows rows = new LedgerRows(TestLedger.shared());
    rows.invite(code);
    rows.use(code, LedgerRows.newUser(), Instant.now());
    rows.refusal(code, null, "EXHAUSTED", Instant.now());
    Await.patiently()
        .untilAsserted(
            () -> {
              JsonNode overview = console.get("/api/ops/overview").json();
              assertThat(overview.path("tiles").toString()).contains("\"42 s\"", "\"apart\"");
              assertThat(overview.path("outcomes").toString()).contains("REDEEMED");
              assertThat(overview.path("hotCodes").path("codes").toString())
                  .contains("{\"code\":\"%s\",\"decisions\":2,\"granted\":1}".formatted(code));
              assertThat(overview.path("health").toString()).contains("lanes is DOWN");
              assertThat(overview.has("at")).isTrue();
            });
  }

  @Test
  void isSentAgainAndAgainToABrowserThatWatches() throws Exception {
    try (PageClient client = PageClient.signedIn(console, Tokens.reader());
        HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> stream =
          http.send(
              HttpRequest.newBuilder(console.uri("/overview/live"))
                  .header("Cookie", String.valueOf(client.cookie()))
                  .header("Accept", "text/event-stream")
                  .build(),
              BodyHandlers.ofInputStream());
      assertThat(stream.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
      try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
        int parts = 0;
        while (parts < 2) {
          String line = lines.readLine();
          assertThat(line).isNotNull();
          parts += line.isEmpty() ? 1 : 0;
        }
      }
    }
  }

  @Test
  void aScriptWithoutASessionGetsNoPageForSigningIn() {
    try (PageClient client = new PageClient(console)) {
      assertThat(client.get("/overview/live", "HX-Request", "true").statusCode()).isEqualTo(401);
    }
  }

  private static void respond(String path, Supplier<String> body) {
    service.createContext(
        path,
        exchange -> {
          byte[] bytes = body.get().getBytes(UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
  }
}
