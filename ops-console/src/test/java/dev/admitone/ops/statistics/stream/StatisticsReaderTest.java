package dev.admitone.ops.statistics.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.testsupport.FreePorts;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** While there is nothing to read, an operator gets the reason and no error. */
class StatisticsReaderTest {

  @Test
  void anApplicationThatHasEndedGivesTheReason() {
    assertThat(missing(ended(), () -> "its thread has ended")).isEqualTo("its thread has ended");
    assertThat(missing(ended(), () -> null)).isEqualTo("The statistics are being started");
  }

  @Test
  void anApplicationThatIsNotStartedYetHasNoNumbers() {
    try (KafkaStreams created = application()) {
      assertThat(missing(created, () -> null)).contains("being read again from the log");
    }
  }

  private static @Nullable String missing(
      KafkaStreams application, Supplier<@Nullable String> trouble) {
    return StatisticsReader.ask(application, trouble, _ -> "a number").missing();
  }

  private static KafkaStreams ended() {
    KafkaStreams ended = application();
    ended.close();
    return ended;
  }

  private static KafkaStreams application() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "statistics-reader-test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + FreePorts.one());
    Topology topology = new Topology();
    topology.addSource("source", "a-topic");
    return new KafkaStreams(topology, settings);
  }
}
