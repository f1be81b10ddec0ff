package dev.admitone.benchmarks;

import dev.admitone.benchmarks.drain.Drain;
import dev.admitone.benchmarks.drain.DrainLoad;
import dev.admitone.benchmarks.drain.Processor;
import dev.admitone.benchmarks.site.Machine;
import dev.admitone.benchmarks.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The plan of a run: what is measured, in which order, how often. */
final class Benchmark {

  private static final Duration PROCESSOR_START = Duration.ofSeconds(3);

  private final Site site;
  private final RunSize size;
  private final Findings findings;
  private final Drain drain;
  private final List<Step> steps = new ArrayList<>();

  Benchmark(Site site, RunSize size, Findings findings) {
    this.site = site;
    this.size = size;
    this.findings = findings;
    this.drain = new Drain(site);
  }

  List<Step> steps() {
    step("what the machine is", Duration.ofSeconds(1), this::surroundings);
    step("first start of the processor", PROCESSOR_START.multipliedBy(2), this::firstStart);
    step(
        "warm-up",
        drainTime(),
        () -> drain.measure(DrainLoad.HOT, Processor.DEFAULT_LANES, size.drainRequests()));
    for (int round = 1; round <= size.headlineRounds(); round++) {
      drain(DrainLoad.HOT, Processor.DEFAULT_LANES, "drain.hot", round);
    }
    for (int round = 1; round <= size.otherRounds(); round++) {
      for (DrainLoad load : DrainLoad.values()) {
        for (int lanes : new int[] {1, 2}) {
          drain(load, lanes, "drainByLanes.%s.%d".formatted(load.id(), lanes), round);
        }
      }
    }
    return steps;
  }

  private void surroundings() {
    Map<String, String> machine = new LinkedHashMap<>(Machine.of(site));
    machine.put("loadAverageBefore", "%.2f".formatted(Machine.loadAverage()));
    findings.surroundings().put("machine", machine);
    findings.surroundings().put("versions", Machine.versions(site));
    findings.surroundings().put("databaseSettings", site.databaseSettings());
  }

  /** Migrates the database, and warms the JVM a little. */
  private void firstStart() {
    Processor.start(site, Processor.DEFAULT_LANES).close();
  }

  private void drain(DrainLoad load, int lanes, String id, int round) {
    String title = "%s, %d lane%s".formatted(load.title(), lanes, lanes == 1 ? "" : "s");
    step(
        "drain: %s, round %d".formatted(title, round),
        drainTime(),
        () -> {
          Drain.Result result = drain.measure(load, lanes, size.drainRequests());
          findings.rates().add(id, title, result.perSecond());
          findings.costs().add(new Findings.Cost(id, title, result.decisions(), result.costs()));
        });
  }

  private Duration drainTime() {
    return PROCESSOR_START.plusMillis(size.drainRequests() / 25);
  }

  private void step(String title, Duration expected, Step.Action action) {
    steps.add(new Step(title, expected, action));
  }
}
