package dev.admitone.faults.checker;

import dev.admitone.faults.history.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What services said of their readiness in the course of time. */
final class Silence {

  /** By time, whether all that were asked then said that they serve. */
  private final NavigableMap<Instant, Boolean> answers = new TreeMap<>();

  private Silence() {}

  /** That of the services whose names begin so. */
  static Silence of(List<Probe> probes, String services) {
    Silence silence = new Silence();
    for (Probe probe : probes) {
      if (probe.service().startsWith(services)) {
        silence.answers.merge(probe.at(), probe.ready(), Boolean::logicalAnd);
      }
    }
    return silence;
  }

  /** Whether there were questions meanwhile, and each answer was that all is well. */
  boolean isUnbroken(Instant from, Instant to) {
    var meanwhile = answers.subMap(from, true, to, true).values();
    return !meanwhile.isEmpty() && !meanwhile.contains(false);
  }

  /** Whether it was unbroken for longer than this, at some time between the two. */
  boolean lasts(Duration longerThan, Instant from, Instant to) {
    Instant begin = from;
    for (var answer : answers.subMap(from, true, to, true).entrySet()) {
      if (!answer.getValue()) {
        if (isUnbroken(longerThan, begin, answer.getKey())) {
          return true;
        }
        begin = answer.getKey();
      }
    }
    return isUnbroken(longerThan, begin, to);
  }

  private boolean isUnbroken(Duration longerThan, Instant from, Instant to) {
    return Duration.between(from, to).compareTo(longerThan) > 0
        && !answers.subMap(from, false, to, false).isEmpty();
  }
}
