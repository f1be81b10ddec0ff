package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.drain.DrainLoad;
import dev.admitone.benchmarks.drain.Processor;
import dev.admitone.benchmarks.figures.Findings;
import dev.admitone.benchmarks.steps.Step;
import dev.admitone.benchmarks.testbed.Sql;
import dev.admitone.benchmarks.testbed.TestBed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a drain pays for the indexes that serve operators' questions: pairs of drains, with them and
 * without them, where the one that comes first takes turns.
 */
final class OperatorsIndexesPart {

  /** An even number: each of the two comes first as often as the other. */
  private static final int PAIRS = 10;

  /** Granted, and refused: the index of refusals grows with the latter alone. */
  private static final List<DrainLoad> LOADS = List.of(DrainLoad.HOT, DrainLoad.FULL);

  private final Sql sql;
  private final DrainSteps drains;
  private final int requests;

  /** The state of a drain, which is in the id of its rate. */
  private enum Indexes {
    WITH("with the indexes", "db/migration/V16__questions_of_operators.sql"),
    WITHOUT("without them", "db/rollback/V16__questions_of_operators.sql");

    private final String title;
    private final String script;

    Indexes(String title, String script) {
      this.title = title;
      this.script = script;
    }

    String id(DrainLoad load) {
      return "operatorsIndexes.%s.%s".formatted(name().toLowerCase(Locale.ROOT), load.id());
    }
  }

  private OperatorsIndexesPart(TestBed testBed, Findings findings, int requests) {
    this.sql = testBed.sql();
    this.drains = new DrainSteps(testBed, findings);
    this.requests = requests;
  }

  static Section section(RunSize.Drains size) {
    int requests = size.otherRequests();
    Duration drain = DrainSteps.expected(DrainLoad.HOT, requests);
    return Section.of(
        "operators-indexes",
        "the price of the operators' indexes",
        drain.multipliedBy(LOADS.size() * (2L * PAIRS + 4)),
        (testBed, findings) -> new OperatorsIndexesPart(testBed, findings, requests).steps());
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (DrainLoad load : LOADS) {
      steps.add(drains.warmUp(load, Processor.LANES_DEFAULT, requests, Indexes.WITH.id(load)));
      for (int pair = 1; pair <= PAIRS; pair++) {
        boolean withFirst = pair % 2 == 1;
        steps.add(drain(load, withFirst ? Indexes.WITH : Indexes.WITHOUT, pair));
        steps.add(drain(load, withFirst ? Indexes.WITHOUT : Indexes.WITH, pair));
      }
    }
    return steps;
  }

  private Step drain(DrainLoad load, Indexes indexes, int pair) {
    Step drain =
        drains.drain(
            load,
            Processor.LANES_DEFAULT,
            requests,
            indexes.id(load),
            "%s, %s".formatted(load.title(), indexes.title));
    return new Step(
        "pair %d of %d: %s".formatted(pair, PAIRS, drain.title()),
        drain.expected(),
        () -> {
          sql.runScript(indexes.script);
          drain.action().run();
        });
  }
}
