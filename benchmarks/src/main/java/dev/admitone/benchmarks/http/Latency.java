package dev.admitone.benchmarks.http;

import dev.admitone.benchmarks.generator.LoadResult;

/**
 * Latencies at one rate, milliseconds, from a request's arrival to its response.
 *
 * @param contender its id
 * @param load for which codes
 * @param share of what the contender serves at most; 0 where the rate is the same for all
 * @param offeredPerSecond how many requests arrive a second; a service has no influence on it
 * @param arrivals how many requests arrived
 * @param served how many of them got the status 200
 * @param steady whether the contender was warm
 * @param inside what happened meanwhile
 */
public record Latency(
    String contender,
    String load,
    double share,
    double offeredPerSecond,
    int arrivals,
    int served,
    boolean steady,
    double p50,
    double p95,
    double p99,
    double p999,
    double max,
    Inside inside) {

  /** How many requests arrive, and how warm the contender is. */
  record Offer(double share, double perSecond, boolean steady) {}

  static Latency of(String contender, Load load, Offer offer, LoadResult result, Inside inside) {
    return new Latency(
        contender,
        load.id(),
        offer.share(),
        offer.perSecond(),
        result.arrivals(),
        result.served(),
        offer.steady(),
        result.millis(50),
        result.millis(95),
        result.millis(99),
        result.millis(99.9),
        result.millis(100),
        inside);
  }
}
