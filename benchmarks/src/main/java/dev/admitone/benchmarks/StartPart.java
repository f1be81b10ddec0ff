package dev.admitone.benchmarks;

import dev.admitone.benchmarks.start.StackStart;
import java.time.Duration;
import java.util.List;

/** From built to ready, in long runs alone. */
final class StartPart {

  private static final Duration EXPECTED = Duration.ofSeconds(15);

  private final StackStart start;
  private final RunSize size;
  private final Findings findings;

  StartPart(StackStart start, RunSize size, Findings findings) {
    this.start = start;
    this.size = size;
    this.findings = findings;
  }

  void addTo(List<Step> steps) {
    for (int round = 1; round <= size.starts(); round++) {
      steps.add(
          new Step(
              "./admit up, round %d of %d".formatted(round, size.starts()),
              EXPECTED,
              () -> findings.startSeconds().add(start.seconds())));
    }
  }
}
