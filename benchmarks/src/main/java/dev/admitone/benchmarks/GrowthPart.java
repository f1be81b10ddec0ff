package dev.admitone.benchmarks;

import dev.admitone.benchmarks.drain.Growth;
import java.time.Duration;
import java.util.List;

/** A ledger that grows to millions, in long runs alone. */
final class GrowthPart {

  private static final int FILLED_PER_SECOND = 40_000;
  private static final int DRAINS = 6;

  private final Growth growth;
  private final RunSize size;
  private final Findings findings;

  GrowthPart(Growth growth, RunSize size, Findings findings) {
    this.growth = growth;
    this.size = size;
    this.findings = findings;
  }

  void addTo(List<Step> steps) {
    int requests = size.drainRequests() / 2;
    Duration drain = Benchmark.PROCESSOR_START.plusMillis(requests / 20);
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
              () -> findings.growth().addAll(growth.measure(uses, requests))));
      steps.add(
          new Step(
              "growth: memory after %,d uses".formatted(uses),
              drain.plusSeconds(5),
              () -> findings.memory().add(growth.memory(uses, requests))));
      before = uses;
    }
  }
}
