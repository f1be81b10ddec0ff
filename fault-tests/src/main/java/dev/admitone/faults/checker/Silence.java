package dev.admitone.faults.checker;

import dev.admitone.faults.history.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What services said of their readiness in the course of time. It is silent while all that are
 * asked say that they serve.
 */
final class Silence {

  /** By time, whether all that were asked then said that they serve. */
  private final NavigableMap<Instant, Boolean> said = new TreeMap<>();

  private Silence() {}

  /** That of the services whose names begin so. */
  static Silence of(List<Probe> probes, String services) {
    Silence silence = new Silence();
    for (Probe probe : probes) {
      if (probe.service().startsWith(services)) {
        silence.said.merge(probe.at(), probe.ready(), Boolean::logicalAnd);
      }
    }
    return silence;
  }

  /** Whether there were questions meanwhile, and each said that all is well. */
  boolean isUnbroken(Instant from, Instant to) {
    var meanwhile = said.subMap(from, true, to, true).values();
    return !meanwhile.isEmpty() && !meanwhile.contains(false);
  }

  /** Whether it was unbroken for longer than this, at some time between the two. */
  boolean lasts(Duration longerThan, Instant from, Instant to) {
    Instant begin = from;
    for (var reply : said.subMap(from, true, to, true).entrySet()) {
      if (!reply.getValue()) {
        if (isUnbroken(longerThan, begin, reply.getKey())) {
          return true;
        }
        begin = reply.getKey();
      }
    }
    return isUnbroken(longerThan, begin, to);
  }

  private boolean isUnbroken(Duration longerThan, Instant from, Instant to) {
    return Duration.between(from, to).compareTo(longerThan) > 0
        && !said.subMap(from, false, to, false).isEmpty();
  }
}
