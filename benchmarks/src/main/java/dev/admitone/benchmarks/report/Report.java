package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.figures.FindingsJson;
import dev.admitone.benchmarks.figures.RunJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.JsonNode;

/** The files that a run leaves behind. */
public final class Report {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

  private Report() {}

  /** Writes the JSON, and from it the report with its charts; returns where the report is. */
  public static Path write(JsonNode tree, Instant startedAt, Path directory) throws IOException {
    String name = NAME.format(startedAt) + ".json";
    Path results = Files.createDirectories(directory.resolve("results"));
    Files.writeString(results.resolve(name), FindingsJson.text(tree));
    RunJson run = new RunJson(tree);
    Path report = directory.resolve("REPORT.md");
    Files.writeString(report, ReportPage.of(run, name));
    Charts.write(run, directory);
    return report;
  }
}
