package dev.admitone.processor.healing;

import java.time.Duration;
import java.util.Locale;

/**
 * How long a healing would take, as a dry run has measured it.
 *
 * @param waiting until no producer publishes results any more
 * @param reading how long it took to read what a healing reads
 * @param decisions how many are to be carried out or made
 * @param trial how fast this database takes them
 */
record Forecast(Duration waiting, Duration reading, long decisions, Trial trial) {

  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * Decisions that were carried out and rolled back.
   *
   * @param decisions how many
   * @param took their transactions
   */
  record Trial(long decisions, Duration took) {

    static final Trial NONE = new Trial(0, Duration.ZERO);

    Trial and(Trial other) {
      return new Trial(decisions + other.decisions, took.plus(other.took));
    }

    /** How many a second; 0 if none was tried. */
    double rate() {
      return decisions == 0 ? 0 : decisions * NANOS_PER_SECOND / Math.max(1, took.toNanos());
    }
  }

  /** The lines for the operator. */
  String inWords() {
    if (decisions == 0 || trial.decisions() == 0) {
      return String.format(
          Locale.ROOT,
          "The healing would take about %d s: %d s until no result is published any more, and %d s"
              + " of reading.",
          waiting.plus(reading).toSeconds() + 1,
          waiting.toSeconds(),
          reading.toSeconds() + 1);
    }
    long deciding = Math.ceilDiv(decisions, Math.max(1, (long) trial.rate()));
    return String.format(
        Locale.ROOT,
        "The healing would take about %d s: %d s until no result is published any more, %d s of"
            + " reading, and %d s for %,d decisions at %,.0f a second.%nThat rate is the one of %,d"
            + " of them, which were carried out on this database and rolled back.",
        waiting.plus(reading).plusSeconds(deciding).toSeconds() + 1,
        waiting.toSeconds(),
        reading.toSeconds() + 1,
        deciding,
        decisions,
        trial.rate(),
        trial.decisions());
  }
}
