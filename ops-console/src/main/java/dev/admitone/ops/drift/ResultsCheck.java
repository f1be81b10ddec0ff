package dev.admitone.ops.drift;

import static java.util.Comparator.naturalOrder;

import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.log.LogConsumers;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.codec.RecordCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Compares the results topic with the decisions: a poll of a partition at a time. Results come
 * behind their decisions, so one that the ledger does not know is none of its own; a decision
 * without a result is reported only if the lane has published those of later requests, and has not
 * come back to it for a time.
 */
final class ResultsCheck implements DriftCheck {

  private static final Duration POLL_WAIT = Duration.ofSeconds(1);
  private static final Duration READ_WAIT_MAX = Duration.ofSeconds(10);
  private static final Duration SLICE_MAX = Duration.ofHours(1);
  private static final Duration SLICE_FIRST = Duration.ofMinutes(1);
  private static final Duration SLICE_MIN = Duration.ofMillis(1);

  private final LogConsumers consumers;
  private final RecordCodec<RedemptionDecided> codec;
  private final List<TopicPartition> partitions;
  private final ResultsTable table;
  private final Duration publishingTime;
  private final Map<UUID, Long> missingSinceNanos = new HashMap<>();

  /**
   * Takes what it reads.
   *
   * @param publishingTime how long a result may be missing behind a later one
   */
  ResultsCheck(
      LogConsumers consumers,
      RecordCodec<RedemptionDecided> codec,
      String topic,
      int partitionCount,
      ResultsTable table,
      Duration publishingTime) {
    this.consumers = consumers;
    this.codec = codec;
    this.partitions =
        IntStream.range(0, partitionCount)
            .mapToObj(number -> new TopicPartition(topic, number))
            .toList();
    this.table = table;
    this.publishingTime = publishingTime;
  }

  @Override
  public Set<DriftKind> kinds() {
    return Set.of(DriftKind.RESULT_DIFFERS, DriftKind.RESULT_MISSING);
  }

  @Override
  public void run(Round round) throws InterruptedException {
    Map<Integer, Long> firstResults = table.firstResults();
    if (firstResults.isEmpty()) {
      return;
    }
    Set<UUID> missing = new HashSet<>();
    Consumer<byte[], byte[]> consumer = consumers.open();
    try {
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      for (TopicPartition partition : partitions) {
        Long firstResult = firstResults.get(partition.partition());
        long end = ends.getOrDefault(partition, 0L);
        if (firstResult != null) {
          long begin = Math.max(firstResult, begins.getOrDefault(partition, 0L));
          if (begin < end) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, begin);
            PartitionResults results =
                new PartitionResults(partition.partition(), begin > 0, codec);
            read(consumer, partition, end, results, round);
            report(results, missing, round);
          }
        }
      }
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
    missingSinceNanos.keySet().retainAll(missing);
  }

  private void read(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long end,
      PartitionResults results,
      Round round)
      throws InterruptedException {
    long readNanos = System.nanoTime();
    while (consumer.position(partition) < end) {
      ConsumerRecords<byte[], byte[]> poll = consumer.poll(POLL_WAIT);
      if (poll.isEmpty()) {
        if (System.nanoTime() - readNanos > READ_WAIT_MAX.toNanos()) {
          throw new TimeoutException("the broker has no results of " + partition + " now");
        }
        continue;
      }
      poll.records(partition).forEach(results::read);
      compare(results, round);
      lookIntoGaps(results, round);
      round.looked(true);
      readNanos = System.nanoTime();
    }
  }

  private void compare(PartitionResults results, Round round) {
    // A result may be published more than once: it is compared as it was published last.
    Map<UUID, PublishedResult> byRequest = new HashMap<>();
    results.takePage().forEach(result -> byRequest.put(result.requestId(), result));
    if (byRequest.isEmpty()) {
      return;
    }
    table
        .decided(results.number(), byRequest.values())
        .forEach(
            (id, decided) -> {
              PublishedResult result = byRequest.get(id);
              if (result != null && !decided.isSameAs(result)) {
                round.found(differing(results.number(), result, decided));
              }
            });
  }

  private static Drift differing(
      int partition, PublishedResult result, ResultsTable.Decided decided) {
    String ledgers =
        decided.outcome() == null
            ? "no decision"
            : "%s of code %s".formatted(decided.outcome(), decided.code());
    return new Drift(
        DriftKind.RESULT_DIFFERS,
        result.code(),
        "the result %d-%d of request %s is %s, and the ledger has %s"
            .formatted(partition, result.offset(), result.requestId(), result.outcome(), ledgers));
  }

  /** Nearly always there is no gap, and nothing to ask. */
  private void lookIntoGaps(PartitionResults results, Round round) throws InterruptedException {
    List<PartitionResults.Gap> gaps = results.takeGaps();
    if (gaps.isEmpty()) {
      return;
    }
    Instant from = Collections.max(List.of(results.since(), earliest(gaps)));
    Instant to = latest(gaps);
    Duration slice = SLICE_FIRST;
    while (!from.isAfter(to)) {
      Instant next = from.plus(slice);
      try {
        results.decidedInGaps(table.inGaps(results.number(), gaps, from, next));
      } catch (LedgerTooSlowException e) {
        if (slice.compareTo(SLICE_MIN) <= 0) {
          throw e;
        }
        slice = slice.dividedBy(10);
        continue;
      }
      slice = slice.multipliedBy(2).compareTo(SLICE_MAX) < 0 ? slice.multipliedBy(2) : SLICE_MAX;
      from = next;
      if (!from.isAfter(to)) {
        round.looked(true);
      }
    }
    results.gapsAreDone();
  }

  private static Instant earliest(List<PartitionResults.Gap> gaps) {
    return gaps.stream().map(PartitionResults.Gap::after).min(naturalOrder()).orElseThrow();
  }

  private static Instant latest(List<PartitionResults.Gap> gaps) {
    return gaps.stream().map(PartitionResults.Gap::before).max(naturalOrder()).orElseThrow();
  }

  private void report(PartitionResults results, Set<UUID> missing, Round round) {
    // Asked again: a processor that has noticed that ledger and log are apart sets the reason.
    if (results.missing().isEmpty() || table.firstResults().isEmpty()) {
      return;
    }
    long nowNanos = System.nanoTime();
    for (PartitionResults.Missing each : results.missing()) {
      missing.add(each.requestId());
      long sinceNanos = missingSinceNanos.computeIfAbsent(each.requestId(), _ -> nowNanos);
      if (nowNanos - sinceNanos >= publishingTime.toNanos()) {
        round.found(
            new Drift(
                DriftKind.RESULT_MISSING,
                each.code(),
                "request %s at %d-%d was decided as %s, and has no result"
                    .formatted(
                        each.requestId(), results.number(), each.requestOffset(), each.outcome())));
      }
    }
  }
}
