package dev.admitone.benchmarks.run;

import dev.admitone.benchmarks.figures.Findings;
import dev.admitone.benchmarks.figures.FindingsJson;
import dev.admitone.benchmarks.sections.Section;
import dev.admitone.benchmarks.steps.Progress;
import dev.admitone.benchmarks.steps.Step;
import dev.admitone.benchmarks.testbed.Machine;
import dev.admitone.benchmarks.testbed.Speed;
import dev.admitone.benchmarks.testbed.TestBed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** One section, in the process that was started for it. */
public final class SectionRun {

  private static final String TERMINAL_PROPERTY = "admit-one.terminal";

  private SectionRun() {}

  /** Measures it, and leaves its figures where the first process looks for them. */
  public static void run(Section section, Options options) throws Exception {
    Instant startedAt = Instant.now();
    double speedBefore = Speed.megabytesHashedPerSecond();
    double loadBefore = Machine.loadAverage();
    Path data = options.target().resolve("data");
    Findings findings = new Findings();
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("startedAt", startedAt.toString());
    try (TestBed testBed = TestBed.start(data)) {
      // A Ctrl-C must not leave the database's processes behind.
      Thread stop = new Thread(testBed::close, "stop");
      Runtime.getRuntime().addShutdownHook(stop);
      List<Step> steps = section.work().steps(testBed, findings);
      new Progress(System.out, Boolean.getBoolean(TERMINAL_PROPERTY)).run(steps);
      about.put("seconds", Instant.now().getEpochSecond() - startedAt.getEpochSecond());
      about.put("loadAverageBefore", loadBefore);
      about.put("megabytesHashedPerSecondBefore", speedBefore);
      about.put("megabytesHashedPerSecondAfter", Speed.megabytesHashedPerSecond());
      about.put("pageSyncMicros", testBed.syncMicros());
      about.put("machine", Machine.of(testBed));
      about.put("versions", Machine.versions(testBed));
      about.put("databaseSettings", testBed.databaseSettings());
      Runtime.getRuntime().removeShutdownHook(stop);
    }
    ObjectNode figures = FindingsJson.tree(about);
    figures.setAll(FindingsJson.of(findings));
    Path file = SectionProcess.figures(options, section.id());
    Files.createDirectories(file.getParent());
    Files.writeString(file, FindingsJson.text(figures));
  }
}
