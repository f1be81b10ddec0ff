package dev.admitone.benchmarks;

import dev.admitone.benchmarks.drain.ScaleOut;
import java.time.Duration;
import java.util.List;

/** Processors beside each other, in long runs alone. */
final class ScaleOutPart {

  private static final int[] PROCESSORS = {1, 2, 4};

  private final ScaleOut scaleOut;
  private final RunSize size;
  private final Findings findings;

  ScaleOutPart(ScaleOut scaleOut, RunSize size, Findings findings) {
    this.scaleOut = scaleOut;
    this.size = size;
    this.findings = findings;
  }

  void addTo(List<Step> steps) {
    if (size.growthUses().isEmpty()) {
      return;
    }
    for (int processors : PROCESSORS) {
      String title =
          "scale-out: %d processor%s, 10,000 codes alike"
              .formatted(processors, processors == 1 ? "" : "s");
      steps.add(
          new Step(
              title,
              Duration.ofMillis(size.drainRequests() / 10).plusSeconds(5L + 3L * processors),
              () ->
                  findings
                      .rates()
                      .add(
                          "scaleOut." + processors,
                          title,
                          scaleOut.measure(processors, size.drainRequests()))));
    }
  }
}
