package dev.admitone.local;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** A command that the script carries out by itself: it is listed here, and does nothing here. */
enum ScriptCommand {
  BENCH(
      "bench [--quick | --full] [--only SECTION] [--fresh]",
      "measure it beside other ways to do the same, with real durability; writes",
      "benchmarks/REPORT.md. --quick, also when nothing is said: some 10 minutes; --full: some 70.",
      "A run that was stopped goes on; --fresh begins anew. docs/how-to/measure.md has the sections"),
  FAULTS(
      "faults [--minutes N] [--seed S] [--shrink] | --check FILE",
      "break processes, connections, database and broker under load, by a schedule drawn from",
      "a seed, and check the promises afterwards; 10 minutes when nothing is said. The last line has",
      "faults, requests and broken promises. Exits 0 if none was broken, 1 if one was, 2 if it did not",
      "run to its end. --shrink: looks for a shorter schedule that fails; --check: checks a recorded",
      "history again"),
  INSTALL(
      "install",
      "put the modules for other teams into the local Maven repository: admit-one-testcontainers and",
      "schemas, for Java 17 or newer"),
  IMAGES(
      "images",
      "build the container images admit-one-gateway:dev, admit-one-processor:dev,",
      "admit-one-console:dev and admit-one-local:dev (all in one, for tests); needs Docker"),
  TEST(
      "test [--fast | --essential | --long] [--containers] | MODULE [CLASS] [--times N] [--long]",
      "check formatting, nullness, layering and dependencies, and run all tests but those",
      "that take many minutes each; --long: those, too;",
      "--fast: only the tests that start no broker, no database and no process, without the",
      "other checks; --essential: those, the checks, and of the others the essential ones,",
      "for a slow machine; --containers: also the tests of the images and of docker-compose.yml,",
      "which need Docker. MODULE: the tests of one module, or of one CLASS of it, without",
      "those of the modules that it needs; --times N: N times, until a run fails. Tests of",
      "programs that are not on the PATH, such as nginx, are left out and named at the end;",
      "ADMIT_WITHOUT='nginx caddy' treats those programs as missing");

  private final String synopsis;
  private final String description;

  ScriptCommand(String synopsis, String... description) {
    this.synopsis = synopsis;
    this.description = String.join("\n", description);
  }

  /** Its text in the list of commands. */
  CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name(name().toLowerCase(Locale.ROOT));
    spec.usageMessage()
        .customSynopsis("./admit " + synopsis)
        .description(description.lines().toArray(String[]::new));
    return spec;
  }
}
