package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.drain.Drain;
import dev.admitone.benchmarks.drain.DrainLoad;
import dev.admitone.benchmarks.figures.Cost;
import dev.admitone.benchmarks.figures.Findings;
import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.http.SteadyState;
import dev.admitone.benchmarks.steps.Step;
import dev.admitone.benchmarks.testbed.TestBed;
import java.time.Duration;

/** Steps that drain a log. */
final class DrainSteps {

  static final Duration PROCESSOR_START = Duration.ofSeconds(3);

  /**
   * A drain of the warm-up counts as a window of so long; three at least; it is given up after six.
   */
  private static final SteadyState.Rule STEADY =
      new SteadyState.Rule(
          Duration.ofSeconds(1), Duration.ofSeconds(3), 0.03, Duration.ofSeconds(6));

  private static final int REQUESTS_PER_MILLI = 25;

  private final Drain drain;
  private final Findings findings;

  DrainSteps(TestBed testBed, Findings findings) {
    this.drain = new Drain(testBed);
    this.findings = findings;
  }

  Drain drain() {
    return drain;
  }

  /** Drains until two drains, one after the other, have about the same rate. */
  Step warmUp(DrainLoad load, int lanes, int requests, String id) {
    return new Step(
        "drain: %s, until it is steady".formatted(load.title()),
        expected(load, requests).multipliedBy(4),
        () -> {
          SteadyState state = new SteadyState(STEADY);
          while (!state.isOver()) {
            state.add(drain.measure(load, lanes, requests).perSecond());
          }
          if (!state.isSteady()) {
            findings.rates().markUnsteady(id);
          }
        });
  }

  /** One drain, whose rate and costs go under the id. */
  Step drain(DrainLoad load, int lanes, int requests, String id) {
    String title = "drain: %s, %d lane%s".formatted(load.title(), lanes, lanes == 1 ? "" : "s");
    return drain(load, lanes, requests, id, title);
  }

  /** The same, under another title. */
  Step drain(DrainLoad load, int lanes, int requests, String id, String title) {
    return new Step(
        title,
        expected(load, requests),
        () -> {
          Drain.Result result = drain.measure(load, lanes, requests);
          findings.rates().add(id, title, result.perSecond());
          findings.add(Kinds.COSTS, new Cost(id, title, result.decisions(), result.costs()));
        });
  }

  static Duration expected(DrainLoad load, int requests) {
    Duration once = PROCESSOR_START.plusMillis(requests / REQUESTS_PER_MILLI);
    return load == DrainLoad.DUPLICATES ? once.multipliedBy(2) : once;
  }
}
