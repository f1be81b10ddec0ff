package dev.admitone.processor.healing.log;

import dev.admitone.processor.healing.HealingImpossibleException;
import dev.admitone.processor.healing.HealingLog;
import dev.admitone.processor.healing.PublishedResults;
import dev.admitone.processor.healing.Snapshot;
import dev.admitone.processor.records.RequestTranslator;
import dev.admitone.processor.redemption.Delivery;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.Result;
import dev.admitone.processor.redemption.ResultPublisher;
import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import dev.admitone.service.ProvisionedTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The topics, as a healing reads and writes them. */
final class KafkaHealingLog implements HealingLog, AutoCloseable {

  /** How much earlier than its request a result may seem to lie: brokers' clocks differ. */
  private static final Duration CLOCKS_DIFFER_MAX = Duration.ofMinutes(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final HealingReader reader;
  private final HealingOffsets offsets;
  private final HealingGroup group;
  private final ProvisionedTopics topics;
  private final RequestTranslator translator;
  private final ResultPublisher publisher;
  private final HealingResults results = new HealingResults();
  private final RecordCodec<InviteSnapshot> snapshots = RecordCodec.snapshots(1);

  KafkaHealingLog(
      HealingReader reader,
      HealingOffsets offsets,
      HealingGroup group,
      ProvisionedTopics topics,
      RequestTranslator translator,
      ResultPublisher publisher) {
    this.reader = reader;
    this.offsets = offsets;
    this.group = group;
    this.topics = topics;
    this.translator = translator;
    this.publisher = publisher;
  }

  @Override
  public List<Partition> partitions() {
    String topicId = group.topicId(topics.requests());
    Map<Integer, Long> committed = group.committed(topics.requests(), topicId);
    List<Partition> partitions = new ArrayList<>();
    for (int number = 0; number < topics.partitionCount(); number++) {
      TopicPartition partition = requests(number);
      partitions.add(
          new Partition(
              number,
              topicId,
              offsets.start(partition),
              offsets.end(partition),
              committed.get(number)));
    }
    return partitions;
  }

  @Override
  public long requestSince(int partition, Instant time) {
    return offsets.since(requests(partition), time);
  }

  @Override
  public Optional<Instant> appendedAt(int partition, long offset) {
    TopicPartition requests = requests(partition);
    return offset < offsets.start(requests) ? Optional.empty() : appendedAt(requests, offset);
  }

  private Optional<Instant> appendedAt(TopicPartition partition, long offset) {
    if (offset >= offsets.end(partition)) {
      return Optional.empty();
    }
    List<Instant> found = new ArrayList<>();
    reader.read(
        partition,
        offset,
        offset + 1,
        poll ->
            poll.records().forEach(record -> found.add(Instant.ofEpochMilli(record.timestamp()))));
    return found.stream().findFirst();
  }

  @Override
  public Map<Integer, Long> resultsEnds() {
    Map<Integer, Long> ends = new HashMap<>();
    for (int number = 0; number < topics.partitionCount(); number++) {
      ends.put(number, offsets.end(results(number)));
    }
    return ends;
  }

  @Override
  public void awaitStillResults(Duration howLong) {
    Map<Integer, Long> ends = resultsEnds();
    long sinceNanos = System.nanoTime();
    while (System.nanoTime() - sinceNanos < howLong.toNanos()) {
      pause();
      Map<Integer, Long> now = resultsEnds();
      if (!now.equals(ends)) {
        ends = now;
        sinceNanos = System.nanoTime();
      }
    }
  }

  @Override
  public long lastRequestWithResult(int partition, long firstResult, @Nullable Instant since) {
    long[] last = {-1};
    eachResult(
        partition,
        firstResult,
        since,
        (_, result) -> last[0] = Math.max(last[0], result.getAnsweredPosition().getOffset()));
    return last[0];
  }

  @Override
  public Optional<Instant> oldestResult(int partition, long firstResult) {
    TopicPartition results = results(partition);
    long start = offsets.start(results);
    return start <= firstResult
        ? Optional.empty()
        : appendedAt(results, start).or(() -> Optional.of(Instant.MAX));
  }

  @Override
  public PublishedResults published(
      int partition, long firstResult, @Nullable Instant since, long from, long to) {
    PublishedResults published = new PublishedResults(from, to);
    eachResult(
        partition,
        firstResult,
        since,
        (record, result) ->
            published.note(
                result.getAnsweredPosition().getOffset(),
                result.getPosition().getOffset(),
                result.getRequestId(),
                results.published(record, result)));
    return published;
  }

  @Override
  public void results(
      int partition,
      long firstResult,
      @Nullable Instant since,
      Consumer<List<FirstResult>> batches) {
    TopicPartition from = results(partition);
    reader.read(
        from,
        firstOf(from, firstResult, since),
        offsets.end(from),
        poll ->
            batches.accept(
                poll.records().stream()
                    .flatMap(record -> results.first(record, results.decode(record)).stream())
                    .toList()));
  }

  private interface ResultReader {
    void read(ConsumerRecord<byte[], byte[]> record, RedemptionDecided result);
  }

  /** A results partition has no results of other partitions' requests. */
  private void eachResult(
      int partition, long firstResult, @Nullable Instant since, ResultReader each) {
    TopicPartition from = results(partition);
    reader.read(
        from,
        firstOf(from, firstResult, since),
        offsets.end(from),
        poll -> poll.records().forEach(record -> read(record, each)));
  }

  /** Where the results of requests that were appended since then begin. */
  private long firstOf(TopicPartition results, long firstResult, @Nullable Instant since) {
    long start = Math.max(firstResult, offsets.start(results));
    return since == null
        ? start
        : Math.max(start, offsets.since(results, since.minus(CLOCKS_DIFFER_MAX)));
  }

  private void read(ConsumerRecord<byte[], byte[]> record, ResultReader each) {
    RedemptionDecided result = results.decode(record);
    if (HealingResults.isAboutRequest(result)) {
      each.read(record, result);
    }
  }

  @Override
  public void requests(int partition, long from, long to, Consumer<Batch> batches) {
    reader.read(
        requests(partition),
        from,
        to,
        poll ->
            batches.accept(
                new Batch(
                    poll.records().stream().<Delivery>map(translator::translate).toList(),
                    poll.from(),
                    poll.next())));
  }

  @Override
  public void snapshots(Consumer<List<Snapshot>> batches) {
    for (int number = 0; number < topics.partitionCount(); number++) {
      TopicPartition partition = new TopicPartition(topics.invites(), number);
      reader.read(
          partition,
          offsets.start(partition),
          offsets.end(partition),
          poll ->
              batches.accept(
                  poll.records().stream().flatMap(record -> snapshot(record).stream()).toList()));
    }
  }

  /** One that cannot be read is left out, as the gateways do. */
  private Optional<Snapshot> snapshot(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      return Optional.empty();
    }
    try {
      InviteSnapshot snapshot = snapshots.decode(value);
      return Optional.of(
          new Snapshot(
              snapshot.getInviteId(),
              snapshot.getCode(),
              snapshot.getMaxUses(),
              snapshot.getCurrentUses(),
              snapshot.getStartsAt(),
              snapshot.getExpiresAt(),
              snapshot.getRevokedAt(),
              snapshot.getVersion(),
              Instant.ofEpochMilli(record.timestamp())));
    } catch (UndecodableRecordException e) {
      return Optional.empty();
    }
  }

  @Override
  public void publish(List<Result> told, Collection<Invite> invites) {
    try {
      publisher.publish(told, invites).join();
    } catch (CompletionException e) {
      throw new HealingImpossibleException(
          "The log did not take the results: %s. Run ./admit heal again once it does."
              .formatted(String.valueOf(e.getCause())));
    }
  }

  @Override
  public void commit(UUID ledgerId, Map<Integer, Long> offsets) {
    group.commit(topics.requests(), ledgerId, offsets);
  }

  private TopicPartition requests(int number) {
    return new TopicPartition(topics.requests(), number);
  }

  private TopicPartition results(int number) {
    return new TopicPartition(topics.results(), number);
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    reader.close();
    group.close();
  }
}
