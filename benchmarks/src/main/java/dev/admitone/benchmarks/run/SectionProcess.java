package dev.admitone.benchmarks.run;

import dev.admitone.benchmarks.figures.FindingsJson;
import dev.admitone.benchmarks.sections.Section;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The process that measures one section, with the options of this one. */
final class SectionProcess {

  private static final String OPTION_PROPERTY = "admit-one.section-option";
  private static final String LOG_FILE_PROPERTY = "-Dadmit-one.log-file=";
  private static final long STOP_SECONDS = 60;

  private final Options options;
  private final String mainClass;
  private volatile boolean stopping;
  private volatile @Nullable Process current;

  SectionProcess(Options options, String mainClass) {
    this.options = options;
    this.mainClass = mainClass;
  }

  /** Where a section's process leaves its figures. */
  static Path figures(Options options, String section) {
    return options.target().resolve("sections").resolve(section + ".json");
  }

  /**
   * Measures; what the process says goes to the screen.
   *
   * @throws IllegalStateException if it fails; its message says where the reason is
   */
  ObjectNode measure(Section section) throws IOException, InterruptedException {
    Path figures = figures(options, section.id());
    Files.createDirectories(figures.getParent());
    Files.deleteIfExists(figures);
    Path log = options.target().resolve("bench-" + section.id() + ".log");
    Process process = new ProcessBuilder(command(section, log)).inheritIO().start();
    current = process;
    int status = process.waitFor();
    if (status != 0 || !Files.isReadable(figures)) {
      throw new IllegalStateException(
          "%s ended with status %d; %s has more".formatted(section.id(), status, log));
    }
    return (ObjectNode) FindingsJson.parse(Files.readString(figures));
  }

  private List<String> command(Section section, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    String option = System.getProperty(OPTION_PROPERTY, "");
    if (!option.isBlank()) {
      command.add(option);
    }
    command.add(LOG_FILE_PROPERTY + log);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.add(options.directory().toString());
    command.add("--" + options.size().name());
    command.add(Options.SECTION);
    command.add(section.id());
    return command;
  }

  /** A run that is cancelled leaves no process behind, and begins no further section. */
  void stopAtShutdown() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping = true;
                  Process running = current;
                  if (running != null) {
                    stop(running);
                  }
                },
                "stop-section"));
  }

  /** Whether the run is being cancelled. */
  boolean isStopping() {
    return stopping;
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
