package dev.admitone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
  @TempDir Path directory;

  @Test
  void keepsTopicsRecordsAndCommittedOffsetsOverAnOutage() throws Exception {
    int port;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      port = kafka.port();
      KafkaFixture.createTopic(kafka.bootstrapServers());
      KafkaFixture.send(kafka.bootstrapServers(), "first", "second", "third");
      assertThat(KafkaFixture.readAndCommit(kafka.bootstrapServers(), 2))
          .containsExactly("first", "second");
    }

    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, port)) {
      assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThat(KafkaFixture.readAndCommit(kafka.bootstrapServers(), 1)).containsExactly("third");
    }
  }
}
