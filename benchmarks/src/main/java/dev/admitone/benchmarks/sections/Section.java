package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.drain.Processor;
import dev.admitone.benchmarks.figures.Findings;
import dev.admitone.benchmarks.steps.Step;
import dev.admitone.benchmarks.testbed.TestBed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a run that is measured in a JVM of its own, with a broker and a database of its own: it
 * begins cold, no other one has compiled or filled anything for it, and a run that was stopped goes
 * on behind it.
 *
 * @param id names it in the JSON and on the command line
 * @param title of the progress line
 * @param expected about how long it takes, its start included
 * @param work makes its steps
 */
public record Section(String id, String title, Duration expected, Work work) {

  /** A broker and a database until they are ready, and the JVM before. */
  private static final Duration START = Duration.ofSeconds(12);

  /** The work of a section. */
  @FunctionalInterface
  public interface Work {
    List<Step> steps(TestBed testBed, Findings findings);
  }

  /** A section whose steps are known to take so long, without its start. */
  static Section of(String id, String title, Duration steps, Work work) {
    return new Section(id, title, steps.plus(START), work);
  }

  /** The same, with a step before that makes the product's tables. */
  Section onTables() {
    return new Section(
        id,
        title,
        expected.plus(DrainSteps.PROCESSOR_START.multipliedBy(2)),
        (testBed, findings) -> {
          List<Step> steps = new ArrayList<>();
          steps.add(
              new Step(
                  "first start of the processor",
                  DrainSteps.PROCESSOR_START.multipliedBy(2),
                  () -> Processor.makeTables(testBed)));
          steps.addAll(work.steps(testBed, findings));
          return steps;
        });
  }

  /** Whether the name on the command line means it: its own id, or a beginning before a dot. */
  public boolean isCalled(String name) {
    return id.equals(name) || id.startsWith(name + ".");
  }
}
