package dev.admitone.faults.run;

import dev.admitone.faults.checker.Promise;
import dev.admitone.faults.checker.Violation;
import dev.admitone.faults.schedule.FaultKind;
import dev.admitone.faults.schedule.Schedule;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run showed.
 *
 * @param injected how often each fault was injected
 * @param requests how many users and the log's own load made
 * @param recoveries how long services took to be ready again, by the fault that healed last
 */
public record Outcome(
    Schedule schedule,
    Map<FaultKind, Integer> injected,
    long requests,
    List<Violation> violations,
    Map<FaultKind, List<Duration>> recoveries) {

  /** Whether no promise was broken. */
  public boolean isKept() {
    return violations.isEmpty();
  }

  /** How many faults were injected. */
  public int faults() {
    return injected.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** A line for each fault: how often, and how long services took to be ready again. */
  public List<String> ofEachFault() {
    return injected.entrySet().stream()
        .map(
            each -> {
              List<Duration> times = recoveries.getOrDefault(each.getKey(), List.of());
              long max = times.stream().mapToLong(Duration::toMillis).max().orElse(0);
              return "%s: %d times, the last to heal %d times, ready again after at most %d ms"
                  .formatted(each.getKey(), each.getValue(), times.size(), max);
            })
        .toList();
  }

  /** The last line of a run. */
  public String inOneLine() {
    return "%d faults, %d requests, %d broken promises: %s (seed %d)"
        .formatted(
            faults(),
            requests,
            broken().size(),
            isKept() ? "all promises were kept" : "broken: " + broken(),
            schedule.seed());
  }

  private Set<Promise> broken() {
    Set<Promise> broken = EnumSet.noneOf(Promise.class);
    violations.forEach(violation -> broken.add(violation.promise()));
    return broken;
  }
}
