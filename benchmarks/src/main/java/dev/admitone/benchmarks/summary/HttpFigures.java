package dev.admitone.benchmarks.summary;

import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.figures.RunJson;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** What was measured over HTTP, by contender. */
public final class HttpFigures {

  /** The contender that the page is about. */
  public static final String PRODUCT = "product";

  /** One hot code. */
  public static final String HOT = "hot";

  /** Many codes. */
  public static final String ZIPF = "zipf";

  private static final String NULL_PREFIX = "null-";

  private final RunJson run;

  public HttpFigures(RunJson run) {
    this.run = run;
  }

  /** All contenders that were measured, in the order of the plan. */
  public List<JsonNode> contenders() {
    return run.rows(Kinds.CONTENDERS);
  }

  /** Those that redeem codes: not the servers that grant everything. */
  public List<JsonNode> redeeming() {
    return contenders().stream().filter(row -> !isBound(id(row))).toList();
  }

  /** Whether it redeems nothing, so that its rate is a bound of all others. */
  public static boolean isBound(String contender) {
    return contender.startsWith(NULL_PREFIX);
  }

  /** Its name in words, or its id where no section has said it. */
  public String name(String contender) {
    return run.row(Kinds.CONTENDERS, "id", contender)
        .map(row -> row.path("name").asString())
        .orElse(contender);
  }

  /** The id of a row about a contender. */
  public static String id(JsonNode contender) {
    return contender.path("id").asString();
  }

  /** Its highest throughput on this disk. */
  public Optional<JsonNode> saturation(String contender, String load) {
    return saturation(contender, load, 0);
  }

  /** Its highest throughput, by the latency of commits that was emulated; 0 for this disk. */
  public Optional<JsonNode> saturation(String contender, String load, double commitMillis) {
    return first(
        Kinds.LOADS, contender, load, row -> row.path("commitMillis").asDouble() == commitMillis);
  }

  /** Its latencies at a rate that was offered to all alike. */
  public Optional<JsonNode> offered(String contender, String load, double perSecond) {
    return first(
        Kinds.LATENCIES,
        contender,
        load,
        row ->
            row.path("share").asDouble() == 0
                && row.path("offeredPerSecond").asDouble() == perSecond);
  }

  /** Its latencies at half of its own highest throughput. */
  public Optional<JsonNode> half(String contender, String load) {
    return first(Kinds.LATENCIES, contender, load, row -> row.path("share").asDouble() == 0.5);
  }

  /** How it became steady on the hot code; the first minute is in it. */
  public Optional<JsonNode> warmUp(String contender) {
    return first(Kinds.WARM_UPS, contender, HOT, _ -> true);
  }

  private Optional<JsonNode> first(
      String kind, String contender, String load, Predicate<JsonNode> condition) {
    return run.rows(kind).stream()
        .filter(row -> row.path("contender").asString().equals(contender))
        .filter(row -> row.path("load").asString().equals(load))
        .filter(condition)
        .findFirst();
  }
}
