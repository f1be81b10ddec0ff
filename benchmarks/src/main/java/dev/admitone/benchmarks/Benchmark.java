package dev.admitone.benchmarks;

import dev.admitone.benchmarks.drain.Drain;
import dev.admitone.benchmarks.drain.DrainLoad;
import dev.admitone.benchmarks.drain.Growth;
import dev.admitone.benchmarks.drain.Processor;
import dev.admitone.benchmarks.drain.ScaleOut;
import dev.admitone.benchmarks.http.FloodMeasurements;
import dev.admitone.benchmarks.http.HttpMeasurements;
import dev.admitone.benchmarks.http.RepublishMeasurements;
import dev.admitone.benchmarks.peers.PeerTables;
import dev.admitone.benchmarks.start.StackStart;
import dev.admitone.benchmarks.testbed.Machine;
import dev.admitone.benchmarks.testbed.TestBed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plan of a run: what is measured, in which order, how often. */
final class Benchmark {

  static final Duration PROCESSOR_START = Duration.ofSeconds(3);

  private final TestBed testBed;
  private final RunSize size;
  private final Findings findings;
  private final Drain drain;
  private final StackStart stackStart;
  private final List<Step> steps = new ArrayList<>();

  Benchmark(TestBed testBed, StackStart stackStart, RunSize size, Findings findings) {
    this.testBed = testBed;
    this.size = size;
    this.findings = findings;
    this.drain = new Drain(testBed);
    this.stackStart = stackStart;
  }

  /** All steps, or those of one part alone. */
  List<Step> steps(@Nullable Part only) {
    steps.add(new Step("the machine", Duration.ofSeconds(1), this::surroundings));
    steps.add(
        new Step(
            "first start of the processor",
            PROCESSOR_START.multipliedBy(2),
            () -> Processor.start(testBed, Processor.LANES_DEFAULT).close()));
    PeerTables peerTables = new PeerTables(testBed);
    for (Part part : only == null ? List.of(Part.values()) : List.of(only)) {
      switch (part) {
        case HEADLINE ->
            new Headline(testBed, peerTables, size, findings, this::drain).addTo(steps);
        case LOADS -> addLoads();
        case HTTP ->
            new HttpPart(new HttpMeasurements(testBed, peerTables), size, findings).addTo(steps);
        case FLOODS -> addFloods(only);
        case REPUBLISH -> addRepublishing(only);
        case SCALE_OUT -> new ScaleOutPart(new ScaleOut(testBed), size, findings).addTo(steps);
        case GROWTH -> new GrowthPart(new Growth(testBed, drain), size, findings).addTo(steps);
        case START -> new StartPart(stackStart, size, findings).addTo(steps);
      }
    }
    return steps;
  }

  /** Not in a quick run, which is made for 4 minutes; when asked for by name, always. */
  private void addFloods(@Nullable Part only) {
    if (only != null || size.starts() > 0) {
      new FloodsPart(new FloodMeasurements(testBed), size, findings).addTo(steps);
    }
  }

  /** Minutes for one figure: only when it is asked for by name. */
  private void addRepublishing(@Nullable Part only) {
    if (only != null) {
      new RepublishPart(new RepublishMeasurements(testBed), size, findings).addTo(steps);
    }
  }

  private void addLoads() {
    for (int round = 1; round <= size.otherRounds(); round++) {
      for (DrainLoad load : DrainLoad.values()) {
        for (int lanes = 1; lanes <= 2; lanes++) {
          steps.add(drain(load, lanes, "drainByLanes.%s.%d".formatted(load.id(), lanes)));
        }
      }
    }
  }

  private void surroundings() {
    Map<String, String> machine = new LinkedHashMap<>(Machine.of(testBed));
    machine.put("loadAverageBefore", "%.2f".formatted(Machine.loadAverage()));
    findings.surroundings().put("machine", machine);
    findings.surroundings().put("versions", Machine.versions(testBed));
    findings.surroundings().put("databaseSettings", testBed.databaseSettings());
  }

  /** One drain, whose rate and costs go under the id. */
  private Step drain(DrainLoad load, int lanes, String id) {
    String title = "drain: %s, %d lane%s".formatted(load.title(), lanes, lanes == 1 ? "" : "s");
    Duration expected = PROCESSOR_START.plusMillis(size.drainRequests() / 25);
    return new Step(
        title,
        load == DrainLoad.DUPLICATES ? expected.multipliedBy(2) : expected,
        () -> {
          Drain.Result result = drain.measure(load, lanes, size.drainRequests());
          findings.rates().add(id, title, result.perSecond());
          findings.costs().add(new Findings.Cost(id, title, result.decisions(), result.costs()));
        });
  }
}
