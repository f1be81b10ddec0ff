package dev.admitone.benchmarks;

import dev.admitone.benchmarks.http.RepublishMeasurements;
import java.time.Duration;
import java.util.List;

/** The cost for users when a healing publishes all codes again. */
final class RepublishPart {

  /** Of the first publication, too. */
  private static final int CODES_PER_SECOND = 10_000;

  private static final Duration START = Duration.ofSeconds(10);

  private final RepublishMeasurements measurements;
  private final RunSize size;
  private final Findings findings;

  RepublishPart(RepublishMeasurements measurements, RunSize size, Findings findings) {
    this.measurements = measurements;
    this.size = size;
    this.findings = findings;
  }

  void addTo(List<Step> steps) {
    int codes = size.republishedCodes();
    Duration publication = Duration.ofSeconds(Math.ceilDiv(codes, CODES_PER_SECOND));
    steps.add(
        new Step(
            "publishing again: start, and %d codes".formatted(codes),
            START.plus(publication).plus(size.httpWarmUp()),
            () -> measurements.start(codes, size.httpWarmUp())));
    steps.add(
        new Step(
            "publishing again: beside redemptions",
            publication.multipliedBy(2),
            () -> findings.republishings().add(measurements.measure(publication))));
    steps.add(new Step("publishing again: stop", Duration.ofSeconds(1), measurements::close));
  }
}
