package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.disturbance.RepublishMeasurements;
import dev.admitone.benchmarks.figures.Findings;
import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.steps.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The cost for users when a healing publishes all codes again. */
final class RepublishPart {

  /** Of the first publication, too. */
  private static final int CODES_PER_SECOND = 10_000;

  private static final Duration START = Duration.ofSeconds(10);

  private RepublishPart() {}

  static Section section(RunSize.Disturbance size) {
    return Section.of(
        "republish",
        "all codes published again",
        START.plus(size.warmUp()).plus(publication(size).multipliedBy(3)),
        (testBed, findings) -> steps(new RepublishMeasurements(testBed), size, findings));
  }

  private static Duration publication(RunSize.Disturbance size) {
    return Duration.ofSeconds(Math.ceilDiv(size.republishedCodes(), CODES_PER_SECOND));
  }

  private static List<Step> steps(
      RepublishMeasurements measurements, RunSize.Disturbance size, Findings findings) {
    List<Step> steps = new ArrayList<>();
    int codes = size.republishedCodes();
    Duration publication = publication(size);
    steps.add(
        new Step(
            "publishing again: start, and %d codes".formatted(codes),
            START.plus(publication).plus(size.warmUp()),
            () -> measurements.start(codes, size.warmUp())));
    steps.add(
        new Step(
            "publishing again: beside redemptions",
            publication.multipliedBy(2),
            () -> findings.add(Kinds.REPUBLISHINGS, measurements.measure(publication))));
    steps.add(new Step("publishing again: stop", Duration.ofSeconds(1), measurements::close));
    return steps;
  }
}
