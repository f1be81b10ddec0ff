package dev.admitone.processor.places;

import dev.admitone.processor.redemption.LastRecord;
import org.jspecify.annotations.Nullable;

/** Compares ledger and log, partition by partition. Pure. */
public final class Comparing {

  private Comparing() {}

  /**
   * What was found about the partition.
   *
   * @param topic the requests topic's name
   */
  public static Finding compare(
      LedgerState ledger, String topic, String topicId, LogPartition log) {
    Place place = ledger.places().get(log.partition());
    Committed committed = committedOf(topicId, log);
    if (committed != null
        && committed.note().isPresent()
        && !committed.note().get().ledgerId().equals(ledger.id())) {
      return new Finding.ForeignLedger(log.partition(), committed.note().get().ledgerId());
    }
    if (place == null) {
      return committed != null
              && committed.offset() > log.start()
              && !ledger.hasDecisions()
              && ledger.places().isEmpty()
          ? new Finding.EmptyLedger(log.partition(), committed.offset())
          : new Finding.BelowMark(log.partition(), -1, mark(topicId, log, 0));
    }
    if (!place.topicId().equals(topicId)) {
      return new Finding.Apart(
          "the topic %s was made again: it has the id %s, the ledger's places are in %s"
              .formatted(topic, topicId, place.topicId()));
    }
    return sameTopic(place, topic, topicId, log);
  }

  private static Finding sameTopic(Place place, String topic, String topicId, LogPartition log) {
    if (log.end() < place.nextOffset()) {
      return new Finding.Apart(
          "the log was cut: %s-%d ends at offset %d, the ledger has decided up to %d"
              .formatted(topic, log.partition(), log.end(), place.nextOffset()));
    }
    if (log.start() > place.nextOffset()) {
      return new Finding.Apart(
          "requests that were not decided are no longer in the log: %s-%d begins at offset %d, the ledger has decided up to %d"
              .formatted(topic, log.partition(), log.start(), place.nextOffset()));
    }
    LastRecord last = place.last();
    if (last != null && last.offset() >= log.start() && !last.equals(log.recordAtLast())) {
      return new Finding.Apart(
          "the log is another one: %s-%d has another record at offset %d than the one that the ledger has decided"
              .formatted(topic, log.partition(), last.offset()));
    }
    long mark = mark(topicId, log, place.firstResult());
    return mark > place.nextOffset()
        ? new Finding.BelowMark(log.partition(), place.nextOffset(), mark)
        : new Finding.Together();
  }

  /**
   * How far decisions have come as the log shows: the highest of the committed offset, the place
   * beside it, and the last request with a result; no further than the log goes.
   */
  static long mark(String topicId, LogPartition log, long firstResult) {
    long mark = 0;
    Committed committed = committedOf(topicId, log);
    if (committed != null) {
      mark = Math.max(mark, committed.offset());
      mark = Math.max(mark, committed.note().map(CommitNote::place).orElse(0L));
    }
    LastResult lastResult = log.lastResult();
    if (lastResult != null && lastResult.resultOffset() >= firstResult) {
      mark = Math.max(mark, lastResult.requestOffset() + 1);
    }
    return Math.min(mark, log.end());
  }

  /**
   * Where a lane begins: results after the committed offset may be unpublished, and without one
   * those of the last polls before the place.
   *
   * @param committed about this topic; null: none
   * @param recordsBack so many records before the place, without a committed offset
   */
  public static long beginning(
      long logStart, long place, @Nullable Long committed, long recordsBack) {
    long wanted = committed == null ? place - recordsBack : Math.min(committed, place);
    return Math.max(logStart, wanted);
  }

  private static @Nullable Committed committedOf(String topicId, LogPartition log) {
    Committed committed = log.committed();
    return committed != null && committed.isOf(topicId) ? committed : null;
  }
}
