package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.figures.Findings;
import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.start.IdleCalls;
import dev.admitone.benchmarks.start.RunningStack;
import dev.admitone.benchmarks.start.StackStart;
import dev.admitone.benchmarks.steps.Step;
import java.time.Duration;
import java.util.List;

/** One call at a time to the whole stack. */
final class IdlePart {

  private static final Duration START = Duration.ofSeconds(15);

  private IdlePart() {}

  static Section section(StackStart start, Duration duration) {
    return Section.of(
        "idle",
        "one call at a time",
        START.plus(duration.plus(duration.dividedBy(2))),
        (_, findings) ->
            List.of(
                new Step(
                    "./admit up, its first calls, and 4 a second when it is warm",
                    START.plus(duration.plus(duration.dividedBy(2))),
                    () -> measure(start, duration, findings))));
  }

  private static void measure(StackStart start, Duration duration, Findings findings)
      throws Exception {
    try (RunningStack stack = start.start()) {
      IdleCalls calls = new IdleCalls(stack);
      findings.add(Kinds.IDLE, calls.afterStart());
      calls.warmUp(duration.dividedBy(2));
      findings.add(Kinds.IDLE, calls.paced(duration));
    }
  }
}
