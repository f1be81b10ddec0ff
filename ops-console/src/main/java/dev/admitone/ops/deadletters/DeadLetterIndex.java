package dev.admitone.ops.deadletters;

import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.records.FoundRecords;
import dev.admitone.ops.records.OffsetRange;
import dev.admitone.ops.records.Search;
import dev.admitone.ops.records.SearchBegin;
import dev.admitone.ops.records.TopicReader;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the index of the topic of dead letters: each call reads on where the one before ended, so
 * the topic is read once, however long it is.
 */
final class DeadLetterIndex {

  private static final int LETTERS_AT_ONCE = 2_000;

  private final TopicReader reader;
  private final DeadLettersTable table;
  private final String topic;
  private final RecordCodec<RedemptionRequest> requests;
  private final Duration timeMax;

  DeadLetterIndex(
      TopicReader reader,
      DeadLettersTable table,
      String topic,
      RecordCodec<RedemptionRequest> requests,
      Duration timeMax) {
    this.reader = reader;
    this.table = table;
    this.topic = topic;
    this.requests = requests;
    this.timeMax = timeMax;
  }

  /**
   * How far the index is.
   *
   * @param unread how many records of the topic are not in it
   * @param missing why it could not read on; null: it could
   */
  record Progress(long unread, @Nullable String missing) {}

  /** Reads on, no longer than one search may take. Without the log the index stays as it is. */
  Progress readOn() {
    try {
      return new Progress(read(), null);
    } catch (RefusedCallException e) {
      return new Progress(0, e.reason().sentence());
    }
  }

  private long read() {
    long deadlineNanos = System.nanoTime() + timeMax.toNanos();
    // Before the ends, which only grow: a place behind one is that of a topic of before.
    Map<Integer, Long> places = table.places();
    Collection<OffsetRange> ranges = reader.ranges(topic);
    for (OffsetRange range : ranges) {
      if (places.getOrDefault(range.partition(), 0L) > range.end()) {
        table.forget(range);
        places.remove(range.partition());
      }
    }
    table.remove(ranges);
    while (unread(ranges, places) > 0) {
      FoundRecords<IndexedLetter> found = read(ranges, places);
      table.add(found.records(), found.searched());
      found.searched().forEach(place -> places.put(place.partition(), place.to()));
      if (System.nanoTime() > deadlineNanos) {
        break;
      }
    }
    return unread(ranges, places);
  }

  private FoundRecords<IndexedLetter> read(
      Collection<OffsetRange> ranges, Map<Integer, Long> places) {
    Map<Integer, Long> begins = new HashMap<>();
    for (OffsetRange range : ranges) {
      begins.put(range.partition(), places.getOrDefault(range.partition(), range.first()));
    }
    Search search =
        new Search(topic, new SearchBegin.GoOn(begins), null, null, _ -> true, LETTERS_AT_ONCE);
    return reader.search(search, record -> IndexedLetter.of(record, requests));
  }

  private static long unread(Collection<OffsetRange> ranges, Map<Integer, Long> places) {
    return ranges.stream()
        .mapToLong(
            range ->
                range.end()
                    - Math.max(
                        range.first(), places.getOrDefault(range.partition(), range.first())))
        .filter(left -> left > 0)
        .sum();
  }
}
