package dev.admitone.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.records.KafkaResultPublisher;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.service.ContractProperties;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/** What a batch publishes leaves in one request to the broker, and without waiting for more. */
@ExtendWith(FreshSite.class)
@Tag("services")
class PublishedTogetherTest {

  private static final int RECORDS = 200;

  /** A test that waits for it has failed. */
  private static final int LINGER_MILLIS = 60_000;

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @RepeatedTest(5)
  void theRecordsOfABatchLeaveInOneRequestAndAtOnce(Site site) throws Exception {
    var producers =
        new DefaultKafkaProducerFactory<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                site.bootstrapServers(),
                "linger.ms",
                LINGER_MILLIS,
                "delivery.timeout.ms",
                2 * LINGER_MILLIS),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    List<Invite> invites =
        IntStream.range(0, RECORDS).mapToObj(_ -> invite(TestRequests.newCode())).toList();
    try (KafkaResultPublisher publisher = KafkaResultPublisher.of(producers, contract())) {

      publisher.publish(List.of(), invites).get(LINGER_MILLIS / 2, TimeUnit.MILLISECONDS);

      assertThat(recordsPerRequest(producers.createProducer())).isEqualTo(RECORDS);
    } finally {
      producers.destroy();
    }
  }

  private static ContractProperties contract() {
    var settings = Map.of("admit-one.partitions", RunningProcessor.PARTITIONS);
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("admit-one", ContractProperties.class);
  }

  private static double recordsPerRequest(Producer<byte[], byte[]> producer) {
    return producer.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals("records-per-request-avg"))
        .mapToDouble(metric -> (double) metric.getValue().metricValue())
        .findAny()
        .orElseThrow();
  }

  private static Invite invite(String code) {
    return new Invite(
        UUID.randomUUID(), code, null, 0, null, null, null, "operator", NOON, 1, NOON);
  }
}
