package dev.admitone.benchmarks;

import dev.admitone.benchmarks.http.HttpMeasurements;
import dev.admitone.benchmarks.http.HttpMeasurements.Load;
import dev.admitone.benchmarks.http.HttpMeasurements.Target;
import java.time.Duration;
import java.util.List;

/** Over HTTP, end to end: the highest throughput, and the latencies below it. */
final class HttpPart {

  private static final double[] SHARES = {0.25, 0.5, 0.75, 1};
  private static final Duration AROUND = Duration.ofMillis(1500);
  private static final Duration START = Duration.ofSeconds(6);

  private final HttpMeasurements measurements;
  private final RunSize size;
  private final Findings findings;

  HttpPart(HttpMeasurements measurements, RunSize size, Findings findings) {
    this.measurements = measurements;
    this.size = size;
    this.findings = findings;
  }

  void addTo(List<Step> steps) {
    steps.add(new Step("HTTP: start of gateway and baseline", START, measurements::start));
    for (Target target : Target.values()) {
      // Until the compilers are done, they take half a core.
      steps.add(
          new Step(
              "HTTP: warm-up of " + HttpMeasurements.name(target),
              size.httpWarmUp().plus(AROUND),
              () -> measurements.saturate(target, Load.HOT, size.httpWarmUp())));
    }
    for (int round = 1; round <= size.httpRounds(); round++) {
      steps.add(saturation(Target.GATEWAY, Load.HOT, "http.gateway.hot", round));
      steps.add(saturation(Target.DIRECT_NOWAIT, Load.HOT, "http.direct.hot.nowait", round));
      steps.add(saturation(Target.DIRECT_BLOCKING, Load.HOT, "http.direct.hot.blocking", round));
      steps.add(saturation(Target.GATEWAY, Load.ZIPF, "http.gateway.zipf", round));
      steps.add(saturation(Target.DIRECT_BLOCKING, Load.ZIPF, "http.direct.zipf.blocking", round));
    }
    for (double share : SHARES) {
      steps.add(latencies(Target.GATEWAY, Load.HOT, "http.gateway.hot", share));
      steps.add(latencies(Target.GATEWAY, Load.ZIPF, "http.gateway.zipf", share));
      steps.add(latencies(Target.DIRECT_BLOCKING, Load.HOT, "http.direct.hot.blocking", share));
    }
    steps.add(
        new Step(
            "HTTP: cold codes beside a hot one",
            size.latencyWindow().plus(AROUND),
            () -> {
              double half = 0.5 * findings.rates().get("http.gateway.hot").median();
              findings.latencies().add(measurements.coldBesideHot(0.5, half, size.latencyWindow()));
            }));
    steps.add(new Step("HTTP: stop", Duration.ofSeconds(1), measurements::close));
  }

  private Step saturation(Target target, Load load, String id, int round) {
    String title =
        "HTTP: %s, %s".formatted(HttpMeasurements.name(target), HttpMeasurements.name(load));
    return new Step(
        "%s, at most, round %d of %d".formatted(title, round, size.httpRounds()),
        size.saturationWindow().plus(AROUND),
        () -> {
          HttpMeasurements.Saturation most =
              measurements.saturate(target, load, size.saturationWindow());
          findings.rates().add(id, title, most.perSecond());
          findings.costs().add(new Findings.Cost(id, title, most.served(), most.costs()));
        });
  }

  private Step latencies(Target target, Load load, String saturationId, double share) {
    return new Step(
        "HTTP: %s, %s, at %.0f%%"
            .formatted(HttpMeasurements.name(target), HttpMeasurements.name(load), 100 * share),
        size.latencyWindow().plus(AROUND),
        () -> {
          double rate = share * findings.rates().get(saturationId).median();
          findings
              .latencies()
              .add(measurements.latencies(target, load, share, rate, size.latencyWindow()));
        });
  }
}
