package dev.admitone.benchmarks.run;

import dev.admitone.benchmarks.figures.FindingsJson;
import dev.admitone.benchmarks.figures.RunJson;
import dev.admitone.benchmarks.summary.KeyFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one JSON of a run. It is written anew after each section, so that a run that was stopped, by
 * a user or by a failure, goes on behind its last section.
 */
final class RunFile {

  private static final String SECTIONS = "sections";
  private static final String MACHINE_ID = "machineId";
  private static final String BUILT = "built";
  private static final String FAILED = "failed";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final ObjectNode tree;

  private RunFile(Path file, ObjectNode tree) {
    this.file = file;
    this.tree = tree;
  }

  /**
   * A run without sections.
   *
   * @param machineId which machine it is, between two starts of it
   * @param built which sources are measured
   */
  static RunFile begin(
      Path file, Instant startedAt, String size, Map<String, String> machineId, String built) {
    ObjectNode tree = JSON.createObjectNode();
    tree.put("startedAt", startedAt.toString());
    tree.put("size", size);
    tree.put(BUILT, built);
    tree.set(MACHINE_ID, FindingsJson.tree(machineId));
    tree.putObject(SECTIONS);
    return new RunFile(file, tree);
  }

  /**
   * The run that was stopped, if it measured the same sources on the same machine since the same
   * start of that machine: else its figures and those that would follow have nothing to do with
   * each other, and a new run begins.
   */
  static RunFile resumeOrBegin(
      Path file, Instant startedAt, String size, Map<String, String> machineId, String built)
      throws IOException {
    RunFile fresh = begin(file, startedAt, size, machineId, built);
    if (!Files.isReadable(file)) {
      return fresh;
    }
    JsonNode stopped = FindingsJson.parse(Files.readString(file));
    boolean same =
        stopped instanceof ObjectNode
            && stopped.path("size").equals(fresh.tree.path("size"))
            && stopped.path(BUILT).equals(fresh.tree.path(BUILT))
            && stopped.path(MACHINE_ID).equals(fresh.tree.path(MACHINE_ID));
    return same ? new RunFile(file, (ObjectNode) stopped) : fresh;
  }

  /** When its first section began. */
  Instant startedAt() {
    return Instant.parse(tree.path("startedAt").asString());
  }

  /** Whether a section has its figures; one that failed has none. */
  boolean has(String section) {
    JsonNode figures = tree.path(SECTIONS).path(section);
    return !figures.isMissingNode() && !figures.has(FAILED);
  }

  /** Whether it is a run that goes on. */
  boolean isBegun() {
    return !tree.path(SECTIONS).isEmpty();
  }

  /** Adds a section's figures, or replaces those that it had, and writes the file. */
  void put(String section, ObjectNode figures) throws IOException {
    ((ObjectNode) tree.path(SECTIONS)).set(section, figures);
    for (String about : new String[] {"machine", "versions", "databaseSettings"}) {
      JsonNode facts = figures.remove(about);
      if (facts != null && !tree.has(about)) {
        tree.set(about, facts);
      }
    }
    write();
  }

  /** Notes why a section has no figures, and writes the file. */
  void putFailure(String section, String reason) throws IOException {
    put(section, JSON.createObjectNode().put(FAILED, reason));
  }

  /** The run, with the figures that matter in objects of their own before the rest. */
  JsonNode tree() {
    ObjectNode all = JSON.createObjectNode();
    all.set("startedAt", tree.path("startedAt"));
    all.set("size", tree.path("size"));
    KeyFigures key = KeyFigures.of(new RunJson(tree));
    all.set("ratios", FindingsJson.tree(key.ratios()));
    all.set("latencyMillis", FindingsJson.tree(key.latencyMillis()));
    all.set("unsteady", JSON.valueToTree(key.unsteady()));
    all.set("ratioRounds", JSON.valueToTree(key.ratioRounds()));
    tree.properties()
        .forEach(
            member -> {
              if (!all.has(member.getKey())) {
                all.set(member.getKey(), member.getValue());
              }
            });
    return all;
  }

  /** A stop while it is written leaves the last state. */
  private void write() throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, FindingsJson.text(tree()));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
