package dev.admitone.benchmarks.figures;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The JSON of a run, read: each section's rows, joined. A section that failed or is missing has
 * none.
 */
public final class RunJson {

  private final JsonNode tree;

  public RunJson(JsonNode tree) {
    this.tree = tree;
  }

  /** One of its own members, such as {@code size}. */
  public JsonNode get(String member) {
    return tree.path(member);
  }

  /** The rows of a kind, of all sections in their order. */
  public List<JsonNode> rows(String kind) {
    return sections().flatMap(section -> section.path(kind).valueStream()).toList();
  }

  /** The first row of a kind that has the text in the member. */
  public Optional<JsonNode> row(String kind, String member, String text) {
    return rows(kind).stream().filter(row -> row.path(member).asString().equals(text)).findFirst();
  }

  /** The rates of all sections. */
  public Rates rates() {
    Rates rates = new Rates();
    rows(Kinds.RATES).forEach(row -> rates.add(FindingsJson.series(row)));
    return rates;
  }

  private Stream<JsonNode> sections() {
    return tree.path("sections").valueStream();
  }
}
