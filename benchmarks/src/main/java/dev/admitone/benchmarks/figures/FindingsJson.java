package dev.admitone.benchmarks.figures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The figures of a section as JSON: an array for each kind of rows. */
public final class FindingsJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Ids of what is not counted. */
  private static final String WARM_UP = "warmUp.";

  private FindingsJson() {}

  /** The findings as a tree. */
  public static ObjectNode of(Findings findings) {
    Map<String, Object> all = new LinkedHashMap<>();
    List<Map<String, Object>> rates =
        findings.rates().all().stream()
            .filter(series -> !series.id().startsWith(WARM_UP))
            .map(FindingsJson::series)
            .toList();
    if (!rates.isEmpty()) {
      all.put(Kinds.RATES, rates);
    }
    all.putAll(findings.rows());
    return JSON.valueToTree(all);
  }

  /** A series as a row. */
  public static Map<String, Object> series(Series series) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", series.id());
    all.put("title", series.title());
    all.put("median", series.median());
    all.put("min", series.min());
    all.put("max", series.max());
    all.put("steady", series.steady());
    all.put("rounds", series.values());
    return all;
  }

  /** The series of a row. */
  static Series series(JsonNode row) {
    List<Double> values = row.path("rounds").valueStream().map(JsonNode::asDouble).toList();
    return new Series(
        row.path("id").asString(),
        row.path("title").asString(),
        values,
        row.path("steady").asBoolean(true));
  }

  /** A tree of records and maps. */
  public static ObjectNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  /** The tree as text. */
  public static String text(JsonNode tree) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
  }

  /** The tree of a text. */
  public static JsonNode parse(String text) {
    return JSON.readTree(text);
  }
}
