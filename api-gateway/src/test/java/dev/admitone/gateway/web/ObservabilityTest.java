package dev.admitone.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.testsupport.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("services")
@Tag("essential")
class ObservabilityTest {

  private static final String PATH = "/api/redemptions";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  /** Samples nothing by itself, and lets the network 192.0.2.0/24 say what is sampled. */
  private static final Gateway TRUSTING =
      Gateway.start(
          "--management.tracing.sampling.probability=0",
          "--server.forward-headers-strategy=native",
          "--admit-one.gateway.traces.trusted-callers=192.0.2.0/24,2001:db8::/32");

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @AfterAll
  static void stop() {
    TRUSTING.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8::7"})
  void theTraceOfATrustedCallerGoesOnInTheRecordAndNothingElseOfIt(String caller) {
    redeem(caller, "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
    Received received = processor.await(code);
    assertThat(traceparent(received)).matches("00-" + TRACE + "-[0-9a-f]{16}-01");
    assertThat(received.record().headers()).hasSize(1);
  }

  /** The rate here is 0: only a flag that is believed leaves a header. */
  @ParameterizedTest
  @CsvSource({
    "traceparent, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "traceparent, 00-4bf92f3577b34da6ffffffffffffffff-00f067aa0ba902b7-03",
    "traceparent, 00-4bf92f3577b34da60000000000000001-00f067aa0ba902b7-01",
    "b3, 4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
    "b3, 4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-d",
    "X-B3-Flags, 1",
    "X-B3-Sampled, 1",
  })
  void noOtherCallerSaysWhatIsSampled(String header, String value) {
    for (String caller : List.of("198.51.100.7", "192.0.3.1", "no address")) {
      redeem(caller, header, value);
    }
    assertThat(processor.await(code, 3))
        .allSatisfy(received -> assertThat(received.record().headers()).isEmpty());
  }

  @Test
  void aTrustedCallersTraceThatIsNotSampledLeavesItsRecordAlone() {
    redeem("192.0.2.7", "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-00");
    assertThat(processor.await(code).record().headers()).isEmpty();
  }

  /** The rate of the settings holds however often a caller says otherwise. */
  @Test
  void aHundredCallsThatWantToBeSampledAreNotAllOfThem() {
    for (int i = 0; i < 100; i++) {
      String traceparent = "00-%032x-00f067aa0ba902b7-01".formatted(i + 1);
      gateway.post(PATH, body(), "Prefer", "respond-async", "traceparent", traceparent);
    }
    assertThat(processor.await(code, 100))
        .filteredOn(received -> received.record().headers().iterator().hasNext())
        .hasSizeLessThan(60);
  }

  private void redeem(String caller, String... headers) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "Prefer",
                "respond-async",
                "X-Forwarded-For",
                caller,
                "tracestate",
                "shop=alice@example.com",
                "baggage",
                "user.email=alice@example.com"));
    all.addAll(List.of(headers));
    assertThat(TRUSTING.post(PATH, body(), all.toArray(String[]::new)).status()).isEqualTo(202);
  }

  @Test
  void metricsTellCallsDecisionsAndWhatIsRemembered() {
    CompletableFuture<Reply> reply = gateway.postLater(PATH, body());
    processor.publish(Records.redeemed(processor.await(code)));
    assertThat(reply.join().status()).isEqualTo(200);
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(gateway.manage("/actuator/prometheus").text().lines())
                    .anyMatch(
                        line ->
                            line.startsWith("http_server_requests_seconds_bucket{")
                                && line.contains("application=\"api-gateway\"")
                                && line.contains("decision=\"REDEEMED\"")
                                && line.contains("uri=\"/api/redemptions\""))
                    .anyMatch(
                        line ->
                            line.startsWith("admitone_results_received_total{")
                                && line.contains("outcome=\"redeemed\""))
                    .anyMatch(
                        line ->
                            line.startsWith("admitone_requests_published_seconds_count{")
                                && line.contains("outcome=\"acknowledged\""))
                    .anyMatch(line -> line.startsWith("admitone_waiters{"))
                    .anyMatch(line -> line.startsWith("admitone_results_window_entries{"))
                    .anyMatch(line -> line.startsWith("admitone_results_window_size_bytes{"))
                    .noneMatch(line -> line.contains(code)));
  }

  @Test
  void healthSaysWhatIsThere() {
    Reply readiness = gateway.manage("/actuator/health/readiness");
    assertThat(readiness.status()).isEqualTo(200);
    assertThat(readiness.json().path("components").propertyNames())
        .containsExactlyInAnyOrder(
            "broker", "clock", "invites", "keys", "readinessState", "results", "sends", "topics");
    Reply liveness = gateway.manage("/actuator/health/liveness");
    assertThat(liveness.status()).isEqualTo(200);
    assertThat(liveness.json().path("components").propertyNames())
        .containsExactlyInAnyOrder("invitesThread", "livenessState", "resultsThread");
    assertThat(gateway.manage("/actuator/info").status()).isEqualTo(200);
    assertThat(gateway.manage("/actuator/metrics").status()).isEqualTo(200);
    assertThat(gateway.manage("/actuator/env").status()).isEqualTo(404);
  }

  private static String traceparent(Received received) {
    return new String(received.record().headers().lastHeader("traceparent").value(), UTF_8);
  }

  private String body() {
    return "{\"code\":\"%s\",\"userId\":\"ann\"}".formatted(code);
  }
}
