package dev.admitone.ops.services;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What all services said at a time.
 *
 * @param totals of each service that said them
 * @param health of each service, also of those that do not respond
 */
public record Reading(Instant at, Map<Service, Totals> totals, List<PartState> health) {

  /** The sum of all gauges of the kind. */
  public double sum(String kind) {
    return gauges(kind).stream().mapToDouble(each -> each).sum();
  }

  /** The largest gauge of the kind; zero if there is none. */
  public double max(String kind) {
    return gauges(kind).stream().mapToDouble(each -> each).max().orElse(0);
  }

  private List<Double> gauges(String kind) {
    return totals.values().stream()
        .flatMap(each -> each.gauges().entrySet().stream())
        .filter(gauge -> gauge.getKey().startsWith(kind))
        .map(Map.Entry::getValue)
        .filter(Double::isFinite)
        .toList();
  }
}
