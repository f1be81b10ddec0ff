package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.service.TopicProvisioner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The log on both sides of the processor: appends requests, reads all that it publishes. */
final class TestLog implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final RecordCodec<RedemptionRequest> requests = RecordCodec.requests(1);
  private final RecordCodec<RedemptionDecided> results = RecordCodec.results(1);
  private final RecordCodec<InviteSnapshot> snapshots = RecordCodec.snapshots(1);
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /** Hundreds of thousands in a long test: a list that is copied for each would fall behind. */
  private final Queue<Told<RedemptionDecided>> tellings = new ConcurrentLinkedQueue<>();

  private final List<Told<InviteSnapshot>> snapshotsRead = new CopyOnWriteArrayList<>();
  private final List<ConsumerRecord<byte[], byte[]>> deadLetters = new CopyOnWriteArrayList<>();

  /** A record as it was read: where it lay, and what it said. */
  record Told<T>(int partition, long offset, String key, T value) {}

  /** Creates the topics where they are missing. */
  TestLog(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "max.request.size", 5 * 1024 * 1024);
    admin = Admin.create(settings);
    // A broker may not know yet the topics that its controller has just created.
    patiently()
        .ignoreException(UnknownTopicOrPartitionException.class)
        .untilAsserted(
            () ->
                new TopicProvisioner(admin)
                    .createOrVerify(Topics.settings(RunningProcessor.PARTITIONS)));
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        Stream.of(Topics.RESULTS, Topics.INVITES, Topics.DEAD_LETTERS)
            .flatMap(topic -> partitions(topic).stream())
            .toList());
    Thread.ofPlatform().name("test-log-reader").daemon().start(this::read);
  }

  Admin admin() {
    return admin;
  }

  static List<TopicPartition> partitions(String topic) {
    return IntStream.range(0, RunningProcessor.PARTITIONS)
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .toList();
  }

  static int partitionOf(String code) {
    return InviteCodes.partition(code, RunningProcessor.PARTITIONS);
  }

  /** Appends the requests one after the other and returns where they lie. */
  List<RecordMetadata> append(RedemptionRequest... all) throws Exception {
    return append(List.of(all));
  }

  /** As above, for many. */
  List<RecordMetadata> append(List<RedemptionRequest> all) throws Exception {
    var sent = all.stream().map(request -> producer.send(record(request))).toList();
    producer.flush();
    List<RecordMetadata> where = new ArrayList<>(sent.size());
    for (var future : sent) {
      where.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
    return where;
  }

  /** Appends bytes as they are. */
  RecordMetadata append(ProducerRecord<byte[], byte[]> record) throws Exception {
    return producer.send(record).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** The request as a record on its code's partition. */
  ProducerRecord<byte[], byte[]> record(RedemptionRequest request) {
    return record(partitionOf(request.getCode()), request.getCode(), requests.encode(request));
  }

  static ProducerRecord<byte[], byte[]> record(
      int partition, @Nullable String key, byte @Nullable [] value) {
    return new ProducerRecord<>(
        Topics.REQUESTS, partition, key == null ? null : key.getBytes(UTF_8), value);
  }

  byte[] encoded(RedemptionRequest request) {
    return requests.encode(request);
  }

  /** All results so far. */
  List<Told<RedemptionDecided>> results() {
    return List.copyOf(tellings);
  }

  List<Told<RedemptionDecided>> results(UUID requestId) {
    return tellings.stream().filter(told -> told.value().getRequestId().equals(requestId)).toList();
  }

  List<Told<RedemptionDecided>> resultsFor(String code) {
    return tellings.stream().filter(told -> told.value().getCode().equals(code)).toList();
  }

  /** Those of the code, once there are so many. */
  List<Told<RedemptionDecided>> awaitResultsFor(String code, int count) {
    patiently().until(() -> resultsFor(code).size() >= count);
    return resultsFor(code);
  }

  static List<String> words(List<Told<RedemptionDecided>> results) {
    return results.stream().map(told -> word(told.value())).toList();
  }

  /** The outcome, or why it was refused. */
  static String word(RedemptionDecided decided) {
    return decided.getReason() == null ? decided.getOutcome().name() : decided.getReason().name();
  }

  List<Told<InviteSnapshot>> snapshots(String code) {
    return snapshotsRead.stream().filter(told -> told.key().equals(code)).toList();
  }

  List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    return List.copyOf(deadLetters);
  }

  private void read() {
    try {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          take(record);
        }
      }
    } catch (WakeupException e) {
      // The test is over.
    } catch (Exception e) {
      throw new IllegalStateException("cannot read what was published", e);
    } finally {
      consumer.close();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws Exception {
    switch (record.topic()) {
      case Topics.RESULTS -> tellings.add(told(record, results.decode(record.value())));
      case Topics.INVITES -> snapshotsRead.add(told(record, snapshots.decode(record.value())));
      default -> deadLetters.add(record);
    }
  }

  private static <T> Told<T> told(ConsumerRecord<byte[], byte[]> record, T value) {
    return new Told<>(record.partition(), record.offset(), new String(record.key(), UTF_8), value);
  }

  @Override
  public void close() {
    consumer.wakeup();
    producer.close();
    admin.close();
  }
}
