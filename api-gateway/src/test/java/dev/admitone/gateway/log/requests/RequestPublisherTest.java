package dev.admitone.gateway.log.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.embedded.SharedServices;
import dev.admitone.schemas.codes.Requests;
import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.service.ProvisionedTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;

@Tag("services")
@Tag("essential")
class RequestPublisherTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Map<String, Object> broker =
      Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, SharedServices.kafka().bootstrapServers());

  /** A producer that never learns where the partition is fails before anything is on its way. */
  @Test
  void aRequestIsNotAcknowledgedWhenTheProducerKnowsNoBroker() {
    assertThatThrownBy(() -> publish("127.0.0.1:1")).isInstanceOf(NotAcknowledgedException.class);
    assertThat(count("failed")).isEqualTo(1);
  }

  @Test
  void positionsAscendAsRequestsAreAcknowledged() throws Exception {
    LogPosition first = publish(SharedServices.kafka().bootstrapServers());
    LogPosition second = publish(SharedServices.kafka().bootstrapServers());
    assertThat(second.partition()).isEqualTo(first.partition());
    assertThat(second.offset()).isGreaterThan(first.offset());
    assertThat(count("acknowledged")).isEqualTo(2);
  }

  /** As long as its producer would gather requests, nothing would be acknowledged here. */
  @Test
  void aLoneRequestDoesNotWaitForOthers() throws Exception {
    publish(SharedServices.kafka().bootstrapServers(), 60_000);
    assertThat(count("acknowledged")).isEqualTo(1);
  }

  private LogPosition publish(String bootstrapServers) throws NotAcknowledgedException {
    return publish(bootstrapServers, 0);
  }

  private LogPosition publish(String bootstrapServers, int lingerMillis)
      throws NotAcknowledgedException {
    var producers =
        new DefaultKafkaProducerFactory<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                lingerMillis,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                bootstrapServers.endsWith(":1") ? 200 : 30_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try {
      return new RequestPublisher(
              producers,
              new ProvisionedTopics(
                      new KafkaAdmin(broker), TopicNames.WITHOUT_PREFIX, 24, Duration.ofMinutes(1))
                  .requestRecords(1),
              new RequestTraces(Tracer.NOOP, Propagator.NOOP),
              Duration.ofSeconds(30),
              new Sends(registry, Clock.systemUTC()))
          .send(Requests.redeem(UUID.randomUUID(), "PUBLISHED", "ann"))
          .await();
    } finally {
      producers.destroy();
    }
  }

  private long count(String outcome) {
    return registry.get("admitone.requests.published").tag("outcome", outcome).timer().count();
  }
}
