package dev.admitone.ops.services;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the overview needs of a service's metrics: each number under a name that is a kind, a slash,
 * and what it is about. So a scrape of thousands of lines takes the memory of a hundred numbers.
 *
 * @param counters what grows from the start of the service
 * @param gauges what is so now
 */
public record Totals(Map<String, Double> counters, Map<String, Double> gauges) {

  public static final String DECISIONS = "decisions/";
  public static final String DEAD = "dead/";
  public static final String LATENCY = "latency/";
  public static final String BATCHES = "batches/";
  public static final String BATCH_RECORDS = "batch-records/";
  public static final String PHASE_SECONDS = "phase-seconds/";
  public static final String PHASES = "phases/";
  public static final String LAG_RECORDS = "lag/";
  public static final String LAG_AGE = "age/";
  public static final String APART = "apart/";
  public static final String IN_FLIGHT = "in-flight/";

  /** What the names of the lines begin with that are read. */
  static final List<String> PREFIXES =
      List.of(
          "admitone_decisions_total",
          "admitone_dead_letters_total",
          "admitone_batch_",
          "admitone_lag_",
          "admitone_ledger_apart",
          "admitone_calls_in_flight",
          "http_server_requests_seconds_bucket");

  private static final String CALLS = "/api/";

  /** Of a stream, which is open for as long as its client listens. */
  private static final String STREAM = "events";

  /** Of what one service says. */
  static Totals of(List<Sample> samples) {
    Totals totals = new Totals(new TreeMap<>(), new TreeMap<>());
    samples.forEach(totals::take);
    return totals;
  }

  private void take(Sample sample) {
    String name = sample.name();
    switch (name) {
      case "admitone_decisions_total" -> count(DECISIONS + sample.label("outcome"), sample);
      case "admitone_dead_letters_total" -> count(DEAD + sample.label("reason"), sample);
      case "admitone_batch_phase_seconds_sum" ->
          count(PHASE_SECONDS + sample.label("phase"), sample);
      case "admitone_batch_phase_seconds_count" -> count(PHASES + sample.label("phase"), sample);
      case "admitone_lag_records" -> gauge(LAG_RECORDS + sample.label("partition"), sample);
      case "admitone_lag_age_seconds" -> gauge(LAG_AGE + sample.label("partition"), sample);
      case "admitone_ledger_apart" -> gauge(APART, sample);
      case "admitone_calls_in_flight" -> gauge(IN_FLIGHT, sample);
      case "http_server_requests_seconds_bucket" -> {
        if (sample.label("uri").startsWith(CALLS) && !sample.label("uri").contains(STREAM)) {
          count(LATENCY + sample.label("le"), sample);
        }
      }
      default -> {
        // The unit of the batch's size may stand in its name.
        if (name.startsWith("admitone_batch_size")) {
          if (name.endsWith("_count")) {
            count(BATCHES, sample);
          } else if (name.endsWith("_sum")) {
            count(BATCH_RECORDS, sample);
          }
        }
      }
    }
  }

  private void count(String name, Sample sample) {
    counters.merge(name, sample.value(), Double::sum);
  }

  private void gauge(String name, Sample sample) {
    gauges.merge(name, sample.value(), Double::sum);
  }
}
