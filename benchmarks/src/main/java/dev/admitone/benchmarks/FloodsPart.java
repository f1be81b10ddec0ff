package dev.admitone.benchmarks;

import dev.admitone.benchmarks.http.Flood;
import dev.admitone.benchmarks.http.FloodMeasurements;
import dev.admitone.benchmarks.http.FloodMeasurements.Kind;
import java.time.Duration;
import java.util.List;

/** The cost of one caller's flood for another caller. */
final class FloodsPart {

  private static final Duration START = Duration.ofSeconds(6);

  /** A hundredth of the steady user's calls is a few dozen. */
  private static final int WINDOWS = 4;

  private final FloodMeasurements measurements;
  private final RunSize size;
  private final Findings findings;

  FloodsPart(FloodMeasurements measurements, RunSize size, Findings findings) {
    this.measurements = measurements;
    this.size = size;
    this.findings = findings;
  }

  void addTo(List<Step> steps) {
    Duration window = size.latencyWindow().multipliedBy(WINDOWS);
    Duration warmUp = size.httpWarmUp().dividedBy(Kind.values().length);
    steps.add(
        new Step(
            "floods: start of processor and gateway",
            START.plus(size.httpWarmUp()),
            () -> measurements.start(size.httpWarmUp())));
    for (Kind kind : Kind.values()) {
      steps.add(
          new Step(
              "floods: " + kind.title(),
              warmUp.plus(window.multipliedBy(2)),
              () -> {
                Flood flood = measurements.measure(kind, size.floodContents(), warmUp, window);
                findings.floods().add(flood);
              }));
    }
    steps.add(new Step("floods: stop", Duration.ofSeconds(1), measurements::close));
  }
}
