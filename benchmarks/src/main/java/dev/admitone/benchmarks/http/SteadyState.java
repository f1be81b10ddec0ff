package dev.admitone.benchmarks.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a rate has stopped growing: two windows, one after the other, that differ by less than a
 * small share. A service on a JVM grows for a minute or more, until its compilers are done.
 */
public final class SteadyState {

  private final Rule rule;
  private final List<Double> perSecond = new ArrayList<>();

  /**
   * When a rate counts as steady.
   *
   * @param window how long each of the two is
   * @param min before nothing counts as steady: a service that becomes faster slowly has windows
   *     that are alike long before its compilers are done
   * @param difference the share of the higher of the two by which they may differ
   * @param max when it is given up
   */
  public record Rule(Duration window, Duration min, double difference, Duration max) {}

  public SteadyState(Rule rule) {
    this.rule = rule;
  }

  /** Adds the rate of the next window. */
  public void add(double windowPerSecond) {
    perSecond.add(windowPerSecond);
  }

  /** Whether the last two windows are alike, and it is not too early. */
  public boolean isSteady() {
    int count = perSecond.size();
    if (count < 2 || rule.window().multipliedBy(count).compareTo(rule.min()) < 0) {
      return false;
    }
    double before = perSecond.get(count - 2);
    double last = perSecond.get(count - 1);
    double higher = Math.max(before, last);
    return higher > 0 && Math.abs(last - before) / higher < rule.difference();
  }

  /** Whether there is no more to be waited for: it is steady, or it takes too long. */
  public boolean isOver() {
    return isSteady()
        || rule.window().multipliedBy(perSecond.size() + 1L).compareTo(rule.max()) > 0;
  }

  /** The rates of all windows. */
  public List<Double> perSecond() {
    return List.copyOf(perSecond);
  }

  /** The mean rate of the windows that end within the first minute, or of all there are. */
  public double firstMinutePerSecond() {
    long windows = Math.max(1, Duration.ofMinutes(1).dividedBy(rule.window()));
    return perSecond.stream().limit(windows).mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
