package dev.admitone.ops.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {

  private static final Service GATEWAY = new Service("gateway", URI.create("http://127.0.0.1:1"));

  @Test
  void readsNamesLabelsAndValues() {
    List<Sample> samples =
        PrometheusText.read(
            """
            # HELP admitone_decisions_total decisions
            admitone_decisions_total{application="p",outcome="REDEEMED"} 12.0
            admitone_calls_in_flight 3.0 1700000000000
            admitone_decisions_total{outcome="a\\"b\\\\c,d}e\\n"} 1E3
            other_total 5
            admitone_decisions_total{outcome=
            admitone_decisions_total{outcome="x"} not-a-number
            """,
            List.of("admitone_"));
    assertThat(samples)
        .containsExactly(
            new Sample(
                "admitone_decisions_total", Map.of("application", "p", "outcome", "REDEEMED"), 12),
            new Sample("admitone_calls_in_flight", Map.of(), 3),
            new Sample("admitone_decisions_total", Map.of("outcome", "a\"b\\c,d}e\n"), 1_000));
  }

  @Test
  void growthCountsFromZeroWhereAServiceWasStartedAgain() {
    Growth growth = Growth.between(reading(0, decisions(100)), reading(10, decisions(30)));
    assertThat(growth.rate(Totals.DECISIONS)).isEqualTo(3);
    growth = Growth.between(reading(0, decisions(100)), reading(10, decisions(150)));
    assertThat(growth.rates(Totals.DECISIONS)).containsExactly(Map.entry("REDEEMED", 5.0));
  }

  @Test
  void latencyIsEstimatedWithinItsBucket() {
    Growth growth =
        Growth.between(
            reading(0, ""),
            reading(
                10,
                bucket("0.1", 50) + bucket("0.2", 90) + bucket("0.4", 100) + bucket("+Inf", 100)));
    assertThat(growth.latencyMillis(0.5)).isEqualTo(100);
    assertThat(growth.latencyMillis(0.7)).isCloseTo(150, within(0.001));
    assertThat(Growth.between(reading(0, ""), reading(1, "")).latencyMillis(0.5)).isNaN();
  }

  private static Reading reading(int second, String text) {
    return new Reading(
        Instant.ofEpochSecond(second),
        Map.of(GATEWAY, Totals.of(PrometheusText.read(text, Totals.PREFIXES))),
        List.of());
  }

  private static String decisions(int count) {
    return "admitone_decisions_total{outcome=\"REDEEMED\"} %d\n".formatted(count);
  }

  private static String bucket(String end, int count) {
    return "http_server_requests_seconds_bucket{uri=\"/api/redemptions\",le=\"%s\"} %d\n"
        .formatted(end, count);
  }
}
