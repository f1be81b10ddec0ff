package dev.admitone.benchmarks.report;

import java.util.Formatter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The page for people, made from the JSON alone. */
public final class ReportPage {

  private final JsonNode run;
  private final Formatter page = new Formatter(Locale.ROOT);

  private ReportPage(JsonNode run) {
    this.run = run;
  }

  /**
   * The page as Markdown.
   *
   * @param jsonName the name of the file that it is made from
   */
  public static String of(JsonNode run, String jsonName) {
    ReportPage report = new ReportPage(run);
    report.head(jsonName);
    report.surroundings();
    report.rates();
    report.costs();
    return report.page.toString();
  }

  private void head(String jsonName) {
    page.format("# What Admit One does in a second\n");
    page.format("\n");
    page.format(
        "Made by `./admit bench --%s` at %s; every figure is in\n",
        text("size"), text("startedAt"));
    page.format(
        "[`results/%s`](results/%s). Rates are successes per second:\n", jsonName, jsonName);
    page.format("durable, and checked afterwards against the tables.\n");
    page.format("\n");
  }

  private void surroundings() {
    page.format("## Where it was measured\n");
    page.format("\n");
    page.format("| what | value |\n");
    page.format("|---|---|\n");
    for (String about : new String[] {"machine", "versions", "databaseSettings"}) {
      run.path(about)
          .properties()
          .forEach(fact -> page.format("| %s | %s |\n", fact.getKey(), fact.getValue().asString()));
    }
    page.format("\n");
  }

  private void rates() {
    page.format("## Rates\n");
    page.format("\n");
    page.format("| what | per second, median | min | max |\n");
    page.format("|---|--:|--:|--:|\n");
    for (JsonNode series : run.path("ratesPerSecond")) {
      page.format(
          "| %s | %,.0f | %,.0f | %,.0f |\n",
          series.path("title").asString(),
          series.path("median").asDouble(),
          series.path("min").asDouble(),
          series.path("max").asDouble());
    }
    page.format("\n");
  }

  private void costs() {}

  private String text(String name) {
    return run.path(name).asString();
  }
}
