package dev.admitone.gateway.log.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.SharedServices;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.service.ProvisionedTopics;
import dev.admitone.testsupport.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.util.unit.DataSize;

@Tag("services")
@Tag("essential")
class ResultsReaderTest {

  private static final Map<String, Object> SETTINGS =
      Map.of(
          ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
          SharedServices.kafka().bootstrapServers(),
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "none");

  private final ProvisionedTopics topics =
      new ProvisionedTopics(
          new KafkaAdmin(SETTINGS), TopicNames.WITHOUT_PREFIX, 24, Duration.ofMinutes(1));
  private ResultsReader reader = reader(ResultsReaderTest::consumer);

  @AfterEach
  void stop() {
    reader.stop();
  }

  @Test
  void isReadyWhenItHasCaughtUp() {
    assertThat(readiness()).isEqualTo(Status.OUT_OF_SERVICE);
    reader.start();
    awaitReadiness(Status.UP);
    assertThat(liveness()).isEqualTo(Status.UP);
  }

  @Test
  void waitsOutWhatKafkaThrows() {
    AtomicInteger tries = new AtomicInteger();
    reader =
        reader(
            () -> {
              if (tries.incrementAndGet() < 3) {
                throw new KafkaException("the broker is away");
              }
              return consumer();
            });
    reader.start();
    awaitReadiness(Status.UP);
    assertThat(tries).hasValue(3);
    assertThat(liveness()).isEqualTo(Status.UP);
  }

  @Test
  void anErrorTurnsReadinessAndLivenessRed() {
    reader =
        reader(
            () -> {
              throw new StackOverflowError("made by a test");
            });
    reader.start();
    awaitReadiness(Status.DOWN);
    assertThat(liveness()).isEqualTo(Status.DOWN);
  }

  @Test
  void startsAnewWhenTheLogNoLongerHasWhatComesNext() {
    AtomicInteger seeks = new AtomicInteger();
    reader = reader(() -> new BeyondTheEndAtFirst(seeks));
    reader.start();
    awaitReadiness(Status.UP);
    assertThat(seeks.get()).isGreaterThan(24);
    assertThat(liveness()).isEqualTo(Status.UP);
  }

  /** As if the log had been cut: the first position lies where the log is not. */
  private static final class BeyondTheEndAtFirst extends KafkaConsumer<byte[], byte[]> {

    private final AtomicInteger seeks;

    BeyondTheEndAtFirst(AtomicInteger seeks) {
      super(SETTINGS, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.seeks = seeks;
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
      super.seek(partition, seeks.incrementAndGet() == 24 ? offset + 1_000_000 : offset);
    }
  }

  private static Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(SETTINGS, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private ResultsReader reader(Supplier<Consumer<byte[], byte[]>> consumers) {
    Clock clock = Clock.systemUTC();
    Duration retention = Duration.ofMinutes(15);
    Watermarks watermarks = new Watermarks(clock, 24);
    ResultHandler results =
        new ResultHandler(
            RecordCodec.results(1),
            new ResultsWindow(
                RecordCodec.results(1)::decode, clock, retention, DataSize.ofMegabytes(1)),
            watermarks,
            new Waiters(1, 1),
            List.of(),
            new SimpleMeterRegistry());
    return new ResultsReader(consumers, topics, results, clock, retention);
  }

  private void awaitReadiness(Status status) {
    Await.patiently().until(() -> readiness().equals(status));
  }

  private Status readiness() {
    return new ResultsHealth(reader).health().getStatus();
  }

  private Status liveness() {
    return new ResultsThreadHealth(reader).health().getStatus();
  }
}
