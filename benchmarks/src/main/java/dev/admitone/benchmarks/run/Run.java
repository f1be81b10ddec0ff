package dev.admitone.benchmarks.run;

import dev.admitone.benchmarks.report.Report;
import dev.admitone.benchmarks.sections.Section;
import dev.admitone.benchmarks.sections.Sections;
import dev.admitone.benchmarks.steps.Progress;
import dev.admitone.benchmarks.testbed.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A run: one section after the other, and then the report. */
public final class Run {

  private static final String BUILT_PROPERTY = "admit-one.built";

  private final Options options;
  private final Sections sections;
  private final SectionProcess process;
  private final PrintStream screen;

  public Run(Options options, Sections sections, String mainClass, PrintStream screen) {
    this.options = options;
    this.sections = sections;
    this.process = new SectionProcess(options, mainClass);
    this.screen = screen;
  }

  /**
   * Measures what has no figures yet; returns whether all have them.
   *
   * @throws IllegalArgumentException if no section has the name that is asked for
   */
  public boolean run() throws IOException, InterruptedException {
    List<Section> wanted = wanted();
    Path file = options.target().resolve("run-%s.json".formatted(options.size().name()));
    RunFile run = open(file);
    List<Section> left = wanted.stream().filter(section -> !run.has(section.id())).toList();
    if (run.isBegun()) {
      screen.printf(
          "Going on with the run that began at %s: %d of %d sections are done (--fresh begins"
              + " anew).%n",
          run.startedAt(), wanted.size() - left.size(), wanted.size());
    }
    List<String> failed = measure(left, run);
    Path report = write(run);
    screen.println("The report: " + report);
    failed.forEach(reason -> screen.println("Not measured: " + reason));
    if (options.isWhole() && failed.isEmpty()) {
      Files.deleteIfExists(file);
    }
    return failed.isEmpty();
  }

  private List<Section> wanted() {
    if (options.only() == null) {
      return sections.whole();
    }
    List<Section> called = sections.called(options.only());
    if (called.isEmpty()) {
      String all = String.join(", ", sections.all().stream().map(Section::id).toList());
      throw new IllegalArgumentException(
          "'%s' is no section; there are: %s".formatted(options.only(), all));
    }
    return called;
  }

  /** Only a whole run goes on: parts of it that are asked for are wanted now. */
  private RunFile open(Path file) throws IOException {
    Instant now = Instant.now();
    String size = options.size().name();
    String built = System.getProperty(BUILT_PROPERTY, "unknown");
    return options.isWhole() && !options.fresh()
        ? RunFile.resumeOrBegin(file, now, size, Machine.id(), built)
        : RunFile.begin(
            options.isWhole() ? file : file.resolveSibling("run-only.json"),
            now,
            size,
            Machine.id(),
            built);
  }

  private List<String> measure(List<Section> left, RunFile run)
      throws IOException, InterruptedException {
    Duration expected = left.stream().map(Section::expected).reduce(Duration.ZERO, Duration::plus);
    Duration done = Duration.ZERO;
    long begin = System.nanoTime();
    List<String> failed = new ArrayList<>();
    process.stopAtShutdown();
    for (Section section : left) {
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      Duration toGo = Progress.left(expected, done, took);
      screen.printf("%n%s (about %d min to go in all)%n", section.title(), toGo.toMinutes() + 1);
      try {
        run.put(section.id(), process.measure(section));
      } catch (IllegalStateException e) {
        if (process.isStopping()) {
          break;
        }
        String reason = String.valueOf(e.getMessage());
        failed.add(reason);
        run.putFailure(section.id(), reason);
      }
      done = done.plus(section.expected());
    }
    return failed;
  }

  private Path write(RunFile run) throws IOException {
    Path directory = options.isWhole() ? options.directory() : options.target();
    return Report.write(run.tree(), run.startedAt(), directory);
  }
}
