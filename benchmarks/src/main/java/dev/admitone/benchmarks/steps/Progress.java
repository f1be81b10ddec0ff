package dev.admitone.benchmarks.steps;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * Runs steps one after the other and prints, before each, its title and how long all still take.
 */
public final class Progress {

  private final PrintStream screen;
  private final boolean overwrites;
  private Duration expectedTotal = Duration.ZERO;
  private Duration expectedDone = Duration.ZERO;
  private final long beginNanos = System.nanoTime();

  public Progress(PrintStream screen, boolean overwrites) {
    this.screen = screen;
    this.overwrites = overwrites;
  }

  public void run(List<Step> steps) throws Exception {
    expectedTotal = steps.stream().map(Step::expected).reduce(Duration.ZERO, Duration::plus);
    for (Step step : steps) {
      say(step.title());
      step.action().run();
      expectedDone = expectedDone.plus(step.expected());
    }
    say("done");
    screen.println();
  }

  /**
   * The time that is left by the plan, in proportion to the time that the steps have taken so far.
   */
  public static Duration left(Duration expectedTotal, Duration expectedDone, Duration took) {
    Duration expectedLeft = expectedTotal.minus(expectedDone);
    if (expectedDone.isZero()) {
      return expectedLeft;
    }
    double stretch = (double) took.toMillis() / expectedDone.toMillis();
    return Duration.ofMillis(Math.round(expectedLeft.toMillis() * stretch));
  }

  private void say(String title) {
    Duration took = Duration.ofNanos(System.nanoTime() - beginNanos);
    Duration left = left(expectedTotal, expectedDone, took);
    long percent = 100 * expectedDone.toMillis() / Math.max(1, expectedTotal.toMillis());
    String line =
        "[%3d%%] %d:%02d left  %s"
            .formatted(percent, left.toMinutes(), left.toSecondsPart(), title);
    if (overwrites) {
      screen.print("\r%-100.100s".formatted(line));
    } else {
      screen.println(line);
    }
    screen.flush();
  }
}
