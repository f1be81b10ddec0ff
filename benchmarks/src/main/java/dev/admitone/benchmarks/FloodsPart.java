package dev.admitone.benchmarks;

import dev.admitone.benchmarks.http.Flood;
import dev.admitone.benchmarks.http.FloodStand;
import dev.admitone.benchmarks.http.FloodStand.Kind;
import java.time.Duration;
import java.util.List;

/** What one caller's flood costs another one. */
final class FloodsPart {

  private static final Duration START = Duration.ofSeconds(6);

  /** A hundredth of the steady user's calls is a few dozen. */
  private static final int WINDOWS = 4;

  private final FloodStand stand;
  private final RunSize size;
  private final Findings findings;

  FloodsPart(FloodStand stand, RunSize size, Findings findings) {
    this.stand = stand;
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
            () -> stand.start(size.httpWarmUp())));
    for (Kind kind : Kind.values()) {
      steps.add(
          new Step(
              "floods: " + kind.title(),
              warmUp.plus(window.multipliedBy(2)),
              () -> {
                Flood flood = stand.measure(kind, size.floodContents(), warmUp, window);
                findings.floods().add(flood);
              }));
    }
    steps.add(new Step("floods: stop", Duration.ofSeconds(1), stand::close));
  }
}
