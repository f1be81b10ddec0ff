package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.steps.Step;
import dev.admitone.benchmarks.timeline.TimelineMeasurements;
import java.time.Duration;
import java.util.List;

/** The way of one call, cold and warm. */
final class TimelinePart {

  private static final Duration CALLS = Duration.ofSeconds(45);

  private TimelinePart() {}

  static Section section(Duration warmUp) {
    Duration expected = CALLS.plus(warmUp);
    return Section.of(
        "timeline",
        "the way of one call",
        expected,
        (testBed, findings) ->
            List.of(
                new Step(
                    "4 calls a second, cold and warm",
                    expected,
                    () ->
                        findings.addAll(
                            Kinds.TIMELINES, new TimelineMeasurements(testBed).measure(warmUp)))));
  }
}
