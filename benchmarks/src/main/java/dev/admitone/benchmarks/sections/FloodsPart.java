package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.disturbance.Flood;
import dev.admitone.benchmarks.disturbance.FloodMeasurements;
import dev.admitone.benchmarks.disturbance.FloodMeasurements.Kind;
import dev.admitone.benchmarks.figures.Findings;
import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.steps.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The cost of one caller's flood for another caller. */
final class FloodsPart {

  private static final Duration START = Duration.ofSeconds(6);

  /** A hundredth of the steady user's calls is a few dozen. */
  private static final int WINDOWS = 4;

  private FloodsPart() {}

  static Section section(RunSize.Disturbance size) {
    Duration each = warmUp(size).plus(size.window().multipliedBy(2L * WINDOWS));
    return Section.of(
        "floods",
        "one caller's floods beside another caller",
        START.plus(size.warmUp()).plus(each.multipliedBy(Kind.values().length)),
        (testBed, findings) -> steps(new FloodMeasurements(testBed), size, findings));
  }

  private static Duration warmUp(RunSize.Disturbance size) {
    return size.warmUp().dividedBy(Kind.values().length);
  }

  private static List<Step> steps(
      FloodMeasurements measurements, RunSize.Disturbance size, Findings findings) {
    List<Step> steps = new ArrayList<>();
    Duration window = size.window().multipliedBy(WINDOWS);
    Duration warmUp = warmUp(size);
    steps.add(
        new Step(
            "floods: start of processor and gateway",
            START.plus(size.warmUp()),
            () -> measurements.start(size.warmUp())));
    for (Kind kind : Kind.values()) {
      steps.add(
          new Step(
              "floods: " + kind.title(),
              warmUp.plus(window.multipliedBy(2)),
              () -> {
                Flood flood = measurements.measure(kind, size.floodContents(), warmUp, window);
                findings.add(Kinds.FLOODS, flood);
              }));
    }
    steps.add(new Step("floods: stop", Duration.ofSeconds(1), measurements::close));
    return steps;
  }
}
