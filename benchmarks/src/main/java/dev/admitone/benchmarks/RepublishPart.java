package dev.admitone.benchmarks;

import dev.admitone.benchmarks.http.RepublishStand;
import java.time.Duration;
import java.util.List;

/** What it costs users that a healing publishes all codes again. */
final class RepublishPart {

  /** Of the first publication, too. */
  private static final int CODES_PER_SECOND = 10_000;

  private static final Duration START = Duration.ofSeconds(10);

  private final RepublishStand stand;
  private final RunSize size;
  private final Findings findings;

  RepublishPart(RepublishStand stand, RunSize size, Findings findings) {
    this.stand = stand;
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
            () -> stand.start(codes, size.httpWarmUp())));
    steps.add(
        new Step(
            "publishing again: beside redemptions",
            publication.multipliedBy(2),
            () -> findings.republishings().add(stand.measure(publication))));
    steps.add(new Step("publishing again: stop", Duration.ofSeconds(1), stand::close));
  }
}
