package dev.admitone.benchmarks;

import dev.admitone.benchmarks.report.Charts;
import dev.admitone.benchmarks.report.ReportPage;
import dev.admitone.benchmarks.report.ResultsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.JsonNode;

/** The files that a run leaves behind. */
final class Results {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

  private final Path directory;

  Results(Path directory) {
    this.directory = directory;
  }

  /** Writes the JSON, and from it the report with its charts; returns where the report is. */
  Path write(Findings findings) throws IOException {
    JsonNode run = ResultsJson.of(findings);
    String name = NAME.format(findings.startedAt()) + ".json";
    Path results = Files.createDirectories(directory.resolve("results"));
    Files.writeString(results.resolve(name), ResultsJson.text(run));
    Path report = directory.resolve("REPORT.md");
    Files.writeString(report, ReportPage.of(run, name));
    Charts.write(run, directory);
    return report;
  }
}
