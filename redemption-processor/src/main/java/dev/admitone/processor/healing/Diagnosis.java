package dev.admitone.processor.healing;

import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** How the ledger's place in a partition and the partition itself go together. */
public sealed interface Diagnosis {

  /** The text for the operator. */
  String inWords();

  /** The ledger is as far as the log, or the lanes bring it there. */
  record Same() implements Diagnosis {
    @Override
    public String inWords() {
      return "as the log has it";
    }
  }

  /**
   * Decisions are missing.
   *
   * @param gone how many records before {@code from} the log no longer has
   * @param from the first record without a decision
   * @param mark the record after the last one that was decided
   */
  record Behind(long gone, long from, long mark) implements Diagnosis {
    @Override
    public String inWords() {
      return "the ledger is behind: it lacks the decisions about offsets %d to %d%s"
          .formatted(
              from - gone,
              Math.max(mark, from) - 1,
              gone == 0 ? "" : ", and the log no longer has the first %d".formatted(gone));
    }
  }

  /** The log is not the one that the ledger knows. */
  record OtherLog(String why) implements Diagnosis {
    @Override
    public String inWords() {
      return "another log: " + why;
    }
  }

  /**
   * Compares.
   *
   * @param appendTime the append time of the record at an offset
   * @param lastRequestWithResult the highest offset of a request with a result, or -1
   */
  static Diagnosis of(
      Place place,
      HealingLog.Partition log,
      LongFunction<Optional<Instant>> appendTime,
      Supplier<Long> lastRequestWithResult) {
    if (!place.topicId().equals(log.topicId())) {
      return new OtherLog("the topic was made again");
    }
    if (log.end() < place.next()) {
      return new OtherLog(
          "it ends at offset %d, before the ledger's place %d".formatted(log.end(), place.next()));
    }
    Long last = place.last();
    if (last != null
        && last >= log.start()
        && !appendTime.apply(last).equals(Optional.ofNullable(place.lastAppendedAt()))) {
      return new OtherLog(
          "the record at offset %d is not the one that was decided".formatted(last));
    }
    long committed = log.committed() == null ? 0 : log.committed();
    long mark = Math.min(log.end(), Math.max(committed, lastRequestWithResult.get() + 1));
    if (place.next() < log.start()) {
      return new Behind(log.start() - place.next(), log.start(), Math.max(mark, log.start()));
    }
    return mark > place.next() ? new Behind(0, place.next(), mark) : new Same();
  }
}
