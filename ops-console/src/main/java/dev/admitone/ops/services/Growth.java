package dev.admitone.ops.services;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How much the counters grew between two readings. A service that was started in between counts
 * from zero again, and one that did not respond at either time does not count.
 */
public record Growth(Duration time, Map<String, Double> counters) {

  /** From the one to the other. */
  public static Growth between(Reading earlier, Reading later) {
    Map<String, Double> grown = new TreeMap<>();
    later
        .totals()
        .forEach(
            (service, totals) -> {
              Totals before = earlier.totals().get(service);
              if (before != null) {
                totals.counters().forEach((name, value) -> grow(grown, before, name, value));
              }
            });
    return new Growth(Duration.between(earlier.at(), later.at()), grown);
  }

  private static void grow(Map<String, Double> grown, Totals before, String name, double value) {
    double difference = value - before.counters().getOrDefault(name, 0.0);
    grown.merge(name, difference < 0 ? value : difference, Double::sum);
  }

  /** The growth of the one counter. */
  public double of(String name) {
    return counters.getOrDefault(name, 0.0);
  }

  /** The growth per second of all counters of the kind. */
  public double rate(String kind) {
    return perSecond(
        counters.entrySet().stream()
            .filter(each -> each.getKey().startsWith(kind))
            .mapToDouble(Map.Entry::getValue)
            .sum());
  }

  /** The growth per second of each counter of the kind, by what it is about. */
  public Map<String, Double> rates(String kind) {
    return counters.entrySet().stream()
        .filter(each -> each.getKey().startsWith(kind))
        .collect(
            Collectors.toMap(
                each -> each.getKey().substring(kind.length()),
                each -> perSecond(each.getValue()),
                Double::sum,
                TreeMap::new));
  }

  /**
   * The time in which a part of the calls had their responses, in milliseconds; NaN without calls.
   * It is estimated within its bucket, as Prometheus does it.
   *
   * @param part such as 0.95
   */
  public double latencyMillis(double part) {
    TreeMap<Double, Double> buckets = new TreeMap<>();
    counters.forEach(
        (name, value) -> {
          if (name.startsWith(Totals.LATENCY)) {
            String end = name.substring(Totals.LATENCY.length());
            buckets.put(
                "+Inf".equals(end) ? Double.POSITIVE_INFINITY : Double.parseDouble(end), value);
          }
        });
    double calls = buckets.isEmpty() ? 0 : buckets.lastEntry().getValue();
    if (calls <= 0) {
      return Double.NaN;
    }
    double wanted = part * calls;
    double begin = 0;
    double below = 0;
    for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
      if (bucket.getValue() >= wanted) {
        double end = Double.isInfinite(bucket.getKey()) ? begin : bucket.getKey();
        double inBucket = bucket.getValue() - below;
        return 1_000 * (begin + (end - begin) * (inBucket <= 0 ? 1 : (wanted - below) / inBucket));
      }
      begin = bucket.getKey();
      below = bucket.getValue();
    }
    return Double.NaN;
  }

  private double perSecond(double growth) {
    double seconds = time.toMillis() / 1_000.0;
    return seconds <= 0 ? Double.NaN : growth / seconds;
  }
}
