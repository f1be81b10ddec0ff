package dev.admitone.ops.records;

import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a topic with one consumer, forward, up to the ends at the begin of the search, and
 * no longer than it may. Partitions without anything to look at are never waited for. Offsets may
 * have gaps, so how far it has come is where the consumer is, not what it has seen.
 */
final class TopicScan implements AutoCloseable {

  /** How long the broker may take for the first records, after which it is called unreachable. */
  private static final Duration FIRST_RECORDS_WAIT_MAX = Duration.ofSeconds(5);

  /** How long a question about offsets may take, also where searches are shorter. */
  private static final Duration OFFSETS_WAIT_MIN = Duration.ofSeconds(3);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Duration searchTime;
  private final Duration offsetsWait;

  TopicScan(Consumer<byte[], byte[]> consumer, String topic, Duration searchTime) {
    this.consumer = consumer;
    this.topic = topic;
    this.searchTime = searchTime;
    this.offsetsWait = searchTime.compareTo(OFFSETS_WAIT_MIN) < 0 ? OFFSETS_WAIT_MIN : searchTime;
  }

  /**
   * The offsets of each partition, or of the one.
   *
   * @throws RefusedCallException if there is no such topic or partition
   */
  Map<Integer, OffsetRange> ranges(@Nullable Integer only) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic, offsetsWait).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new RefusedCallException(Reason.UNKNOWN_TOPIC);
    }
    List<TopicPartition> asked =
        only == null
            ? partitions
            : partitions.stream().filter(each -> each.partition() == only).toList();
    if (asked.isEmpty()) {
      throw RefusedCallException.invalid(
          "The topic has the partitions 0 to %d".formatted(partitions.size() - 1));
    }
    Map<TopicPartition, Long> firsts = consumer.beginningOffsets(asked, offsetsWait);
    Map<TopicPartition, Long> ends = consumer.endOffsets(asked, offsetsWait);
    Map<Integer, OffsetRange> ranges = new TreeMap<>();
    for (TopicPartition each : asked) {
      long first = firsts.getOrDefault(each, 0L);
      long end = Math.max(first, ends.getOrDefault(each, 0L));
      ranges.put(each.partition(), new OffsetRange(each.partition(), first, end));
    }
    return ranges;
  }

  /** Carries the search out; each record that is found is turned into what is kept of it. */
  <T> FoundRecords<T> run(Search search, Function<ConsumerRecord<byte[], byte[]>, T> kept) {
    Map<Integer, OffsetRange> ranges = ranges(search.partition());
    Map<Integer, Long> begins = begins(search, ranges);
    Map<Integer, ScanPlace> places = new TreeMap<>();
    ranges.forEach(
        (number, range) ->
            places.put(number, new ScanPlace(range, begins.getOrDefault(number, range.end()))));
    List<T> found = new ArrayList<>();
    boolean partial = read(search, places, found, kept);
    Map<Integer, Long> left = new TreeMap<>();
    places.forEach(
        (number, place) -> {
          if (place.isOpen()) {
            left.put(number, place.next());
          }
        });
    return new FoundRecords<>(
        found,
        places.values().stream().map(ScanPlace::searched).toList(),
        partial,
        left.isEmpty() ? null : OffsetCursor.text(left));
  }

  /** The one record at the offset; null if there is none between its neighbours. */
  @Nullable ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
    for (OffsetRange range : ranges(partition).values()) {
      range.require(offset);
    }
    Search one = new Search(topic, new SearchBegin.AtOffset(offset), partition, null, _ -> true, 1);
    List<ConsumerRecord<byte[], byte[]>> found = run(one, record -> record).records();
    return found.isEmpty() || found.getFirst().offset() != offset ? null : found.getFirst();
  }

  private Map<Integer, Long> begins(Search search, Map<Integer, OffsetRange> ranges) {
    return switch (search.begin()) {
      case SearchBegin.First _ -> each(ranges, OffsetRange::first);
      case SearchBegin.Latest latest -> latest(ranges, latest.count());
      case SearchBegin.AtTime at -> atTime(at.time(), ranges);
      case SearchBegin.AtOffset at -> {
        ranges.values().forEach(range -> range.require(at.offset()));
        yield each(ranges, _ -> at.offset());
      }
      case SearchBegin.GoOn on ->
          each(
              ranges,
              range ->
                  Math.max(
                      range.first(), on.offsets().getOrDefault(range.partition(), range.end())));
    };
  }

  private static Map<Integer, Long> each(
      Map<Integer, OffsetRange> ranges, Function<OffsetRange, Long> offset) {
    Map<Integer, Long> offsets = new TreeMap<>();
    ranges.forEach((number, range) -> offsets.put(number, offset.apply(range)));
    return offsets;
  }

  /** Each partition that has records gives the same part of the page. */
  private static Map<Integer, Long> latest(Map<Integer, OffsetRange> ranges, int count) {
    long filled = ranges.values().stream().filter(OffsetRange::hasRecords).count();
    long part = Math.max(1, count / Math.max(1, filled));
    return each(ranges, range -> Math.max(range.first(), range.end() - part));
  }

  private Map<Integer, Long> atTime(Instant time, Map<Integer, OffsetRange> ranges) {
    Map<TopicPartition, Long> question = new HashMap<>();
    for (OffsetRange range : ranges.values()) {
      if (range.hasRecords()) {
        question.put(partition(range.partition()), Math.max(0, time.toEpochMilli()));
      }
    }
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(question, offsetsWait);
    return each(
        ranges,
        range -> {
          OffsetAndTimestamp first = found.get(partition(range.partition()));
          return first == null ? range.end() : first.offset();
        });
  }

  private TopicPartition partition(int number) {
    return new TopicPartition(topic, number);
  }

  /** Reads until it has found enough or is at the end; returns whether its time was over before. */
  private <T> boolean read(
      Search search,
      Map<Integer, ScanPlace> places,
      List<T> found,
      Function<ConsumerRecord<byte[], byte[]>, T> kept) {
    assign(open(places));
    long deadlineNanos = System.nanoTime() + searchTime.toNanos();
    // A page without any progress would be asked for again and again.
    long progressNanos = deadlineNanos + FIRST_RECORDS_WAIT_MAX.toNanos();
    boolean progressed = false;
    while (!open(places).isEmpty()) {
      long untilNanos = progressed ? deadlineNanos : progressNanos;
      Duration left = Duration.ofNanos(untilNanos - System.nanoTime());
      if (!left.isPositive()) {
        if (progressed) {
          return true;
        }
        throw new RefusedCallException(Reason.LOG_UNAVAILABLE);
      }
      if (!take(poll(left, places), search, places, found, kept)) {
        return false;
      }
      progressed |= advance(places);
    }
    return false;
  }

  private static List<ScanPlace> open(Map<Integer, ScanPlace> places) {
    return places.values().stream().filter(ScanPlace::isOpen).toList();
  }

  private void assign(Collection<ScanPlace> places) {
    consumer.assign(places.stream().map(place -> partition(place.range().partition())).toList());
    places.forEach(place -> consumer.seek(partition(place.range().partition()), place.next()));
  }

  private ConsumerRecords<byte[], byte[]> poll(Duration wait, Map<Integer, ScanPlace> places) {
    try {
      return consumer.poll(wait);
    } catch (OffsetOutOfRangeException e) {
      // Retention has removed records, or the topic was made again, since the search began.
      Map<TopicPartition, Long> firsts = consumer.beginningOffsets(e.partitions(), offsetsWait);
      firsts.forEach(
          (partition, first) -> {
            ScanPlace place = places.get(partition.partition());
            if (place != null && first > place.next()) {
              place.reach(first);
            } else if (place != null) {
              place.finish();
            }
          });
      assign(open(places));
      return ConsumerRecords.empty();
    }
  }

  /** Returns whether the search may go on: it has found less than it may. */
  private static <T> boolean take(
      ConsumerRecords<byte[], byte[]> polled,
      Search search,
      Map<Integer, ScanPlace> places,
      List<T> found,
      Function<ConsumerRecord<byte[], byte[]>, T> kept) {
    for (TopicPartition partition : polled.partitions()) {
      ScanPlace place = places.get(partition.partition());
      if (place == null) {
        continue;
      }
      for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
        if (found.size() >= search.limit()) {
          return false;
        }
        if (!place.isOpen() || record.offset() >= place.range().end()) {
          break;
        }
        boolean tooLate = isTooLate(record, search.before());
        if (!tooLate && search.wanted().test(record)) {
          found.add(kept.apply(record));
        }
        place.reach(record.offset() + 1);
        if (tooLate && isInOrderOfTime(record)) {
          place.finish();
        }
      }
    }
    return found.size() < search.limit();
  }

  private static boolean isTooLate(
      ConsumerRecord<byte[], byte[]> record, @Nullable Instant before) {
    return before != null && record.timestamp() >= before.toEpochMilli();
  }

  /** Where the broker sets the time, what follows a record is not older. */
  private static boolean isInOrderOfTime(ConsumerRecord<byte[], byte[]> record) {
    return record.timestampType() == TimestampType.LOG_APPEND_TIME;
  }

  /** Called once all records of a poll are taken; returns whether anything was looked at. */
  private boolean advance(Map<Integer, ScanPlace> places) {
    boolean further = false;
    List<TopicPartition> finished = new ArrayList<>();
    for (ScanPlace place : places.values()) {
      TopicPartition partition = partition(place.range().partition());
      if (!consumer.assignment().contains(partition)) {
        continue;
      }
      if (place.isOpen()) {
        place.reach(consumer.position(partition, offsetsWait));
      }
      further |= place.hasBegun();
      if (!place.isOpen()) {
        finished.add(partition);
      }
    }
    // Not fetched any longer, so that nothing waits for records that come later.
    consumer.pause(finished);
    return further;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
