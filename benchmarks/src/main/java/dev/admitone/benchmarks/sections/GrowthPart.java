package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.drain.Growth;
import dev.admitone.benchmarks.figures.Findings;
import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.steps.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A ledger that grows to millions. */
final class GrowthPart {

  private static final int FILLED_PER_SECOND = 40_000;
  private static final int DRAINS = 6;

  private GrowthPart() {}

  static Section section(RunSize.Drains size) {
    Duration expected = drain(size).multipliedBy(size.growthUses().size() * (DRAINS + 1L));
    return Section.of(
        "growth",
        "a ledger that grows",
        expected.plusSeconds(size.growthUses().getLast() / FILLED_PER_SECOND),
        (testBed, findings) ->
            steps(new Growth(testBed, new DrainSteps(testBed, findings).drain()), size, findings));
  }

  private static Duration drain(RunSize.Drains size) {
    return DrainSteps.PROCESSOR_START.plusMillis(requests(size) / 20);
  }

  private static int requests(RunSize.Drains size) {
    return size.otherRequests() / 2;
  }

  private static List<Step> steps(Growth growth, RunSize.Drains size, Findings findings) {
    List<Step> steps = new ArrayList<>();
    int requests = requests(size);
    Duration drain = drain(size);
    long before = 0;
    for (long uses : size.growthUses()) {
      if (uses == 0) {
        steps.add(new Step("growth: begin", Duration.ofSeconds(1), growth::begin));
      }
      steps.add(
          new Step(
              "growth: filling the ledger to %,d uses".formatted(uses),
              Duration.ofSeconds((uses - before) / FILLED_PER_SECOND + 1),
              () -> growth.fillTo(uses)));
      steps.add(
          new Step(
              "growth: decisions after %,d uses".formatted(uses),
              drain.multipliedBy(DRAINS),
              () -> findings.addAll(Kinds.GROWTH, growth.measure(uses, requests))));
      steps.add(
          new Step(
              "growth: memory after %,d uses".formatted(uses),
              drain.plusSeconds(5),
              () -> findings.add(Kinds.PROCESSOR_MEMORY, growth.memory(uses, requests))));
      before = uses;
    }
    return steps;
  }
}
