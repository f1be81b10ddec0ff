package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.TraceCollector;
import dev.admitone.testsupport.ApiClient;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("services")
class TracesTest {

  private static final Duration LONGEST_EXPORT = Duration.ofMinutes(10);

  @Test
  void oneTraceJoinsTheHttpCallTheLogAndTheTransaction() {
    String traceId = UUID.randomUUID().toString().replace("-", "");
    String traceparent = "00-" + traceId + "-00f067aa0ba902b7-01";

    ApiClient.Response answer =
        Environment.api()
            .redeem(
                Codes.unique("TRACE"), "user-1", "traceparent", traceparent, "Prefer", "wait=30");

    assertThat(answer.outcome()).isEqualTo("UNKNOWN_CODE");
    byte[] id = HexFormat.of().parseHex(traceId);
    await()
        .atMost(LONGEST_EXPORT)
        .untilAsserted(
            () -> {
              TraceCollector traces = Environment.traces();
              assertThat(traces.hasSpan(id, "api-gateway", "/api/redemptions")).isTrue();
              assertThat(traces.hasSpan(id, "api-gateway", "redemption-requests send")).isTrue();
              assertThat(
                      traces.hasSpan(
                          id, "redemption-processor", "decide redemption", "UNKNOWN_CODE"))
                  .isTrue();
            });
  }
}
