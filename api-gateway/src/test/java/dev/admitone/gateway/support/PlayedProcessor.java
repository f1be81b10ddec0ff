package dev.admitone.gateway.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.embedded.SharedServices;
import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.codes.ResultRecords;
import dev.admitone.schemas.codes.SnapshotRecords;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.testsupport.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What the processor does to the topics, at the tests' command: reads requests, writes answers. */
public final class PlayedProcessor {

  private static @Nullable PlayedProcessor shared;

  private final RecordCodec<RedemptionRequest> requests = RecordCodec.requests(1);
  private final ResultRecords results = new ResultRecords(Topics.RESULTS, RecordCodec.results(2));
  private final SnapshotRecords snapshots =
      new SnapshotRecords(Topics.INVITES, Topics.PARTITION_COUNT_DEFAULT, RecordCodec.snapshots(1));
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final KafkaProducer<byte[], byte[]> producer;

  /** A request as it lies in the log. */
  public record Received(
      ConsumerRecord<byte[], byte[]> record, RedemptionRequest request, LogPosition position) {

    public UUID id() {
      return request.getRequestId();
    }

    public String at() {
      return position.partition() + "-" + position.offset();
    }
  }

  /** Reads what is sent to the shared broker. */
  public static synchronized PlayedProcessor shared() {
    if (shared == null) {
      Gateway.shared();
      shared = new PlayedProcessor(SharedServices.kafka().bootstrapServers());
    }
    return shared;
  }

  public PlayedProcessor(String bootstrapServers) {
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    Thread reader = new Thread(() -> read(bootstrapServers), "played-processor");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(String bootstrapServers) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(
          IntStream.range(0, Topics.PARTITION_COUNT_DEFAULT)
              .mapToObj(partition -> new TopicPartition(Topics.REQUESTS, partition))
              .toList());
      while (!Thread.currentThread().isInterrupted()) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          received.add(
              new Received(
                  record,
                  requests.decode(record.value()),
                  new LogPosition(record.partition(), record.offset())));
        }
      }
    } catch (UndecodableRecordException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the one request for the code. */
  public Received await(String code) {
    return await(code, 1).getFirst();
  }

  /** Waits for that many requests for the code. */
  public List<Received> await(String code, int count) {
    return Await.patiently().until(() -> receivedFor(code), found -> found.size() >= count);
  }

  /** Waits for that many requests, sent again or not, to create invites with the limit. */
  public List<Received> awaitCreations(long maxUses, int count) {
    return Await.patiently().until(() -> creations(maxUses), found -> found.size() >= count);
  }

  /** The requests to create invites with the limit so far. */
  public List<Received> creations(long maxUses) {
    return received.stream()
        .filter(
            one -> {
              CreateInvite create = one.request().getCreateInvite();
              return create != null && create.getMaxUses() == maxUses;
            })
        .toList();
  }

  /** Waits for the request at the position. */
  public Received await(int partition, long offset) {
    LogPosition position = new LogPosition(partition, offset);
    return Await.patiently()
        .until(
            () -> received.stream().filter(one -> one.position().equals(position)).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** The requests for the code so far. */
  public List<Received> receivedFor(String code) {
    return received.stream().filter(one -> one.request().getCode().equals(code)).toList();
  }

  /** Waits for a question about the id. */
  public Received awaitQuestion(UUID id) {
    return Await.patiently().until(() -> questions(id), found -> !found.isEmpty()).getFirst();
  }

  /** The questions about the id so far. */
  public List<Received> questions(UUID id) {
    return received.stream()
        .filter(one -> one.request().getAsk() != null && one.id().equals(id))
        .toList();
  }

  /** Publishes a result where the processor would. */
  public void publish(RedemptionDecided result) {
    send(results.of(result));
  }

  /** Publishes a result on another partition than the processor would. */
  public void publish(int partition, RedemptionDecided result) {
    ProducerRecord<byte[], byte[]> record = results.of(result);
    send(new ProducerRecord<>(record.topic(), partition, record.key(), record.value()));
  }

  public void publish(InviteSnapshot snapshot) {
    send(snapshots.of(snapshot));
  }

  public void publishInvite(String code, byte @Nullable [] value) {
    int partition = InviteCodes.partition(code, Topics.PARTITION_COUNT_DEFAULT);
    send(new ProducerRecord<>(Topics.INVITES, partition, code.getBytes(UTF_8), value));
  }

  public void send(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
