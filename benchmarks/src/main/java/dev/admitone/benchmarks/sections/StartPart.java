package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.figures.Findings;
import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.start.StackStart;
import dev.admitone.benchmarks.steps.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** From built to ready. */
final class StartPart {

  private static final Duration EXPECTED = Duration.ofSeconds(15);

  private StartPart() {}

  /** One start. */
  record Start(double seconds) {}

  static Section section(StackStart start, int starts) {
    return Section.of(
        "start",
        "./admit up, from built to ready",
        EXPECTED.multipliedBy(starts),
        (_, findings) -> steps(start, starts, findings));
  }

  private static List<Step> steps(StackStart start, int starts, Findings findings) {
    List<Step> steps = new ArrayList<>();
    for (int round = 1; round <= starts; round++) {
      steps.add(
          new Step(
              "./admit up, round %d of %d".formatted(round, starts),
              EXPECTED,
              () -> findings.add(Kinds.STARTS, new Start(start.seconds()))));
    }
    return steps;
  }
}
