package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.memory.GatewayCodes;
import dev.admitone.benchmarks.memory.ResultsMemory;
import dev.admitone.benchmarks.steps.Step;
import java.time.Duration;
import java.util.List;

/** What a gateway remembers and keeps. */
final class MemoryPart {

  private static final int RECORDS_PER_SECOND = 60_000;

  /** They are smaller, and read while they are appended. */
  private static final int SNAPSHOTS_PER_SECOND = 100_000;

  private static final Duration START = Duration.ofSeconds(12);

  private MemoryPart() {}

  static Section results(int results) {
    Duration expected = START.multipliedBy(2).plusSeconds(2L * results / RECORDS_PER_SECOND);
    return Section.of(
        "results-memory",
        "memory of remembered results",
        expected,
        (testBed, findings) ->
            List.of(
                new Step(
                    "a gateway that remembers %,d results".formatted(results),
                    expected,
                    () ->
                        findings.add(
                            Kinds.RESULTS_MEMORY, new ResultsMemory(testBed).measure(results)))));
  }

  static Section codes(int step, int max) {
    Duration expected = START.plusSeconds(max / SNAPSHOTS_PER_SECOND);
    return Section.of(
        "gateway-codes",
        "codes of a gateway with 1 GiB",
        expected,
        (testBed, findings) ->
            List.of(
                new Step(
                    "a gateway with up to %,d codes".formatted(max),
                    expected,
                    () ->
                        new GatewayCodes(testBed)
                            .measure(step, max, row -> findings.add(Kinds.GATEWAY_CODES, row)))));
  }
}
