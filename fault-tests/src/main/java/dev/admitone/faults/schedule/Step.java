package dev.admitone.faults.schedule;

import java.time.Duration;

/**
 * A fault of a schedule.
 *
 * @param at since the run began
 * @param lasts until it heals
 * @param target a number from which the fault chooses what it is about
 */
public record Step(Duration at, FaultKind kind, Duration lasts, int target) {

  /** When it has healed, since the run began. */
  public Duration end() {
    return at.plus(lasts);
  }

  /** A line of a run's story. */
  public String inWords() {
    return "at %5.1f s for %4.1f s: %s, target %d"
        .formatted(at.toMillis() / 1000.0, lasts.toMillis() / 1000.0, kind, target);
  }
}
