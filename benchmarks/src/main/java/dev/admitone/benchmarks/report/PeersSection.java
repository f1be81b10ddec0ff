package dev.admitone.benchmarks.report;

import dev.admitone.benchmarks.contenders.Guarantee;
import dev.admitone.benchmarks.figures.RunJson;
import dev.admitone.benchmarks.summary.HttpFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Why not another way? Where it is better comes first, then where it is not, then what it lacks.
 */
final class PeersSection {

  /** Two figures that differ by less are alike. */
  private static final double ALIKE = 0.05;

  /** A rate that nearly all serve, for latencies without a queue. */
  private static final double CALM_PER_SECOND = 500;

  private final HttpFigures http;
  private final Page page;
  private final List<String> better = new ArrayList<>();
  private final List<String> worse = new ArrayList<>();

  private PeersSection(HttpFigures http, Page page) {
    this.http = http;
    this.page = page;
  }

  /** Writes nothing where the product has no peer. */
  static void write(RunJson run, Page page) {
    HttpFigures http = new HttpFigures(run);
    List<JsonNode> peers =
        http.redeeming().stream()
            .filter(row -> !HttpFigures.id(row).equals(HttpFigures.PRODUCT))
            .toList();
    if (peers.isEmpty() || http.saturation(HttpFigures.PRODUCT, HttpFigures.HOT).isEmpty()) {
      return;
    }
    page.heading("Why not just …?");
    page.paragraph(
        """
        Each in this run, as its own users would run it, correct and durable: its uses are counted
        after its calls. Figures are the peer's against Admit One's.
        """);
    for (JsonNode peer : peers) {
      new PeersSection(http, page).write(peer);
    }
    guarantees(http, page);
  }

  private void write(JsonNode peer) {
    String id = HttpFigures.id(peer);
    page.subheading(peer.path("name").asString());
    page.paragraph(peer.path("description").asString());
    rate("one hot code over HTTP", id, HttpFigures.HOT, 0);
    rate("many codes over HTTP", id, HttpFigures.ZIPF, 0);
    rate("one hot code, a commit takes 2.5 ms", id, HttpFigures.HOT, 2.5);
    latency("p50 when 500 a second want one code", id, "p50");
    latency("p99 when 500 a second want one code", id, "p99");
    processor(id);
    page.paragraph(
        better.isEmpty()
            ? "Better here: nothing that was measured."
            : "**Better here:** " + String.join("; ", better) + ".");
    page.paragraph(
        worse.isEmpty()
            ? "Not better here: nothing that was measured."
            : "Not better here: " + String.join("; ", worse) + ".");
    List<String> lacks = lacks(peer);
    if (!lacks.isEmpty()) {
      page.paragraph("It does not keep: " + String.join("; ", lacks) + ".");
    }
    if (!peer.path("note").asString().isEmpty()) {
      page.paragraph(peer.path("note").asString());
    }
  }

  private void rate(String what, String peer, String load, double commitMillis) {
    compare(
        what,
        "a second",
        http.saturation(peer, load, commitMillis),
        http.saturation(HttpFigures.PRODUCT, load, commitMillis),
        "/perSecond",
        true);
  }

  private void latency(String what, String peer, String percentile) {
    compare(
        what,
        "ms",
        http.offered(peer, HttpFigures.HOT, CALM_PER_SECOND),
        http.offered(HttpFigures.PRODUCT, HttpFigures.HOT, CALM_PER_SECOND),
        "/" + percentile,
        false);
  }

  private void processor(String peer) {
    compare(
        "processor time of a redemption",
        "µs",
        http.saturation(peer, HttpFigures.HOT),
        http.saturation(HttpFigures.PRODUCT, HttpFigures.HOT),
        "/inside/cpuMicros",
        false);
  }

  private void compare(
      String what,
      String unit,
      Optional<JsonNode> peer,
      Optional<JsonNode> product,
      String figure,
      boolean moreIsBetter) {
    if (peer.isEmpty() || product.isEmpty()) {
      return;
    }
    double theirs = peer.get().at(figure).asDouble();
    double ours = product.get().at(figure).asDouble();
    int digits = unit.equals("ms") ? 1 : 0;
    String text =
        "%s %s against %s %s"
            .formatted(what, Page.number(theirs, digits), Page.number(ours, digits), unit);
    if (Math.abs(theirs - ours) < ALIKE * Math.max(theirs, ours)) {
      worse.add(text + " (alike)");
    } else if (moreIsBetter == theirs > ours) {
      better.add(text);
    } else {
      worse.add(text);
    }
  }

  private static List<String> lacks(JsonNode contender) {
    List<String> lacks = new ArrayList<>();
    for (Guarantee guarantee : Guarantee.values()) {
      if (!keeps(contender, guarantee)) {
        lacks.add(guarantee.title());
      }
    }
    return lacks;
  }

  private static boolean keeps(JsonNode contender, Guarantee guarantee) {
    return contender
        .path("keeps")
        .valueStream()
        .anyMatch(kept -> kept.asString().equals(guarantee.name()));
  }

  private static void guarantees(HttpFigures http, Page page) {
    page.heading("What each keeps");
    List<JsonNode> contenders = http.redeeming();
    String[] head = new String[contenders.size() + 1];
    head[0] = "guarantee";
    for (int i = 0; i < contenders.size(); i++) {
      head[i + 1] = contenders.get(i).path("name").asString();
    }
    page.tableHead(head);
    for (Guarantee guarantee : Guarantee.values()) {
      Object[] cells = new Object[head.length];
      cells[0] = guarantee.title();
      for (int i = 0; i < contenders.size(); i++) {
        cells[i + 1] = keeps(contenders.get(i), guarantee) ? "yes" : "no";
      }
      page.row(cells);
    }
    page.tableEnd();
  }
}
