package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.drain.ScaleOut;
import dev.admitone.benchmarks.figures.Findings;
import dev.admitone.benchmarks.steps.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Processors beside each other. */
final class ScaleOutPart {

  private static final int[] PROCESSORS = {1, 2, 4};

  private ScaleOutPart() {}

  static Section section(RunSize.Drains size) {
    Duration expected = Duration.ZERO;
    for (int processors : PROCESSORS) {
      expected = expected.plus(expected(size, processors));
    }
    return Section.of(
        "scale-out",
        "processors beside each other",
        expected,
        (testBed, findings) -> steps(new ScaleOut(testBed), size, findings));
  }

  private static Duration expected(RunSize.Drains size, int processors) {
    return Duration.ofMillis(size.otherRequests() / 10).plusSeconds(5L + 3L * processors);
  }

  private static List<Step> steps(ScaleOut scaleOut, RunSize.Drains size, Findings findings) {
    List<Step> steps = new ArrayList<>();
    for (int processors : PROCESSORS) {
      String title =
          "scale-out: %d processor%s, 10,000 codes alike"
              .formatted(processors, processors == 1 ? "" : "s");
      steps.add(
          new Step(
              title,
              expected(size, processors),
              () ->
                  findings
                      .rates()
                      .add(
                          "scaleOut." + processors,
                          title,
                          scaleOut.measure(processors, size.otherRequests()))));
    }
    return steps;
  }
}
