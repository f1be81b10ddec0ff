package dev.admitone.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.local.command.CommandFailedException;
import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.RequestRecords;
import dev.admitone.schemas.codes.Requests;
import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Codes to try things with. They are created through the log like any other, under ids that are the
 * same at each start: a code of the first start is not created again.
 */
public final class DemoCodes {

  private static final String OPERATOR = "local-stack";
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);

  private DemoCodes() {}

  /**
   * Appends the requests; returns when all have a result.
   *
   * @throws CommandFailedException if they are not within half a minute
   */
  public static void make(String bootstrapServers, TopicNames topics) {
    List<RedemptionRequest> requests = requests();
    try (var results = resultsFromNowOn(bootstrapServers, topics)) {
      append(bootstrapServers, topics, requests);
      awaitResults(results, requests);
    }
  }

  private static void append(
      String bootstrapServers, TopicNames topics, List<RedemptionRequest> requests) {
    RequestRecords records =
        new RequestRecords(
            topics.requests(), Topics.PARTITION_COUNT_DEFAULT, RecordCodec.requests(1));
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.ACKS_CONFIG,
            "all");
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (RedemptionRequest request : requests) {
        var _ = producer.send(records.of(request));
      }
    }
  }

  private static KafkaConsumer<String, byte[]> resultsFromNowOn(
      String bootstrapServers, TopicNames topics) {
    var results =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        IntStream.range(0, Topics.PARTITION_COUNT_DEFAULT)
            .mapToObj(partition -> new TopicPartition(topics.results(), partition))
            .toList();
    results.assign(partitions);
    results.seekToEnd(partitions);
    // Seeking is lazy: without this, the end would be the one after the results.
    partitions.forEach(results::position);
    return results;
  }

  private static void awaitResults(
      KafkaConsumer<String, byte[]> results, List<RedemptionRequest> requests) {
    Set<String> open = new HashSet<>();
    requests.forEach(request -> open.add(request.getRequestId().toString()));
    long deadlineNanos = System.nanoTime() + WAIT_MAX.toNanos();
    while (!open.isEmpty()) {
      for (ConsumerRecord<String, byte[]> result : results.poll(Duration.ofMillis(100))) {
        open.remove(result.key());
      }
      if (System.nanoTime() > deadlineNanos) {
        throw new CommandFailedException(
            "%d of the demo codes' requests have no result.".formatted(open.size()), null);
      }
    }
  }

  private static List<RedemptionRequest> requests() {
    return List.of(
        create("KTEST1", 3L, null),
        create("HOT", null, null),
        create("LAST1", 1L, null),
        create("OLD1", null, LONG_AGO),
        create("GONE1", null, null),
        revoke("GONE1"));
  }

  private static RedemptionRequest create(
      String code, @Nullable Long maxUses, @Nullable Instant expiresAt) {
    return Requests.createInvite(
        id("create", code), code, Requests.creation(maxUses, null, expiresAt, OPERATOR));
  }

  private static RedemptionRequest revoke(String code) {
    ChangeInvite command =
        ChangeInvite.newBuilder()
            .setChangesRevoked(true)
            .setRevoked(true)
            .setChangedBy(OPERATOR)
            .build();
    return Requests.changeInvite(id("revoke", code), code, command);
  }

  private static UUID id(String what, String code) {
    String name = "admit-one demo code: " + what + " " + code;
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
  }
}
