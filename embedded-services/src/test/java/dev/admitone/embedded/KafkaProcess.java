package dev.admitone.embedded;

import dev.admitone.testsupport.ChildJvm;
import java.nio.file.Path;

/** Starts a broker, gets records acknowledged and an offset committed, and waits to be killed. */
final class KafkaProcess {
  private KafkaProcess() {}

  public static void main(String[] arguments) throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), 0);
    KafkaFixture.createTopic(kafka.bootstrapServers());
    KafkaFixture.send(kafka.bootstrapServers(), "first", "second", "third");
    KafkaFixture.readAndCommit(kafka.bootstrapServers(), 2);
    ChildJvm.readyToEnd(Integer.toString(kafka.port()));
  }
}
