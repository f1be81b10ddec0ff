package dev.admitone.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.Gateway.Reply;
import dev.admitone.gateway.PlayedProcessor.Received;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ObservabilityTest {

  private static final String PATH = "/api/redemptions";

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @Test
  void theCallersTraceGoesOnInTheRecord() {
    String traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    gateway.post(
        PATH,
        body(),
        "Prefer",
        "respond-async",
        "traceparent",
        "00-" + traceId + "-00f067aa0ba902b7-01");
    assertThat(traceparent(processor.await(code))).matches("00-" + traceId + "-[0-9a-f]{16}-01");
  }

  /** Baggage is text of the caller's, such as its user's e-mail address. */
  @Test
  void theCallersBaggageStaysOutOfTheLog() {
    gateway.post(PATH, body(), "Prefer", "respond-async", "baggage", "user.email=ann@example.org");
    assertThat(processor.await(code).record().headers().headers("baggage")).isEmpty();
  }

  @Test
  void aCallWhoseTraceIsNotSampledLeavesItsRecordAlone() {
    String unsampled = "00-4bf92f3577b34da6a3ce929d0e0e4737-00f067aa0ba902b7-00";
    gateway.post(PATH, body(), "Prefer", "respond-async", "traceparent", unsampled);
    assertThat(processor.await(code).record().headers()).isEmpty();
  }

  @Test
  void metricsTellCallsDecisionsAndWhatIsRemembered() {
    CompletableFuture<Reply> reply = gateway.postLater(PATH, body());
    processor.publish(Records.redeemed(processor.await(code)));
    assertThat(reply.join().status()).isEqualTo(200);
    Eventually.that(
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
            "broker", "clock", "invites", "readinessState", "results", "sends", "topics");
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
