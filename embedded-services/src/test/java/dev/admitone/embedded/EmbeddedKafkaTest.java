package dev.admitone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.admitone.testsupport.ChildJvm;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RaftVoterEndpoint;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(900)
@Tag("services")
class EmbeddedKafkaTest {
  @TempDir Path directory;

  @Test
  void keepsTopicsRecordsAndCommittedOffsetsOverAnOutage() throws Exception {
    int port;
    int controllerPort;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      port = kafka.port();
      controllerPort = controllerPort(kafka);
      KafkaFixture.createTopic(kafka.bootstrapServers());
      KafkaFixture.send(kafka.bootstrapServers(), "first", "second", "third");
      assertThat(KafkaFixture.readAndCommit(kafka.bootstrapServers(), 2))
          .containsExactly("first", "second");
    }

    // Somebody else has the controller's old port now, so it has to be another one.
    try (ServerSocket somebody = new ServerSocket(controllerPort, 1, loopback());
        EmbeddedKafka kafka = EmbeddedKafka.start(directory, port)) {
      assertThat(controllerPort(kafka)).isNotEqualTo(somebody.getLocalPort()).isPositive();
      assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThat(KafkaFixture.readAndCommit(kafka.bootstrapServers(), 1)).containsExactly("third");
    }
  }

  @Test
  void discardsItsDataButNotThoseOfALivingBroker() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      KafkaFixture.createTopic(kafka.bootstrapServers());
      assertThatExceptionOfType(DirectoryInUseException.class)
          .isThrownBy(() -> EmbeddedKafka.discard(directory));
    }
    EmbeddedKafka.discard(directory);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      KafkaFixture.createTopic(kafka.bootstrapServers());
    }
  }

  @Test
  void recoversWhatAKilledProcessHadAcknowledged() throws Exception {
    try (ChildJvm child = ChildJvm.start(KafkaProcess.class, directory)) {
      assertThatExceptionOfType(DirectoryInUseException.class)
          .isThrownBy(() -> EmbeddedKafka.start(directory, 0))
          .withMessage(
              "data directory %s is in use by process %d", directory.toRealPath(), child.pid());
      child.kill();
      int port = Integer.parseInt(child.reply());
      try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, port)) {
        assertThat(KafkaFixture.readAndCommit(kafka.bootstrapServers(), 1))
            .containsExactly("third");
      }
    }
  }

  @Test
  void takesRecordsOfFiveMebibytesAndCreatesNoTopicUnasked() throws Exception {
    EmbeddedKafka kafka = SharedServices.kafka();
    assertThat(SharedServices.kafka()).isSameAs(kafka);
    KafkaFixture.createTopic(kafka.bootstrapServers());
    KafkaFixture.sendBytes(kafka.bootstrapServers(), new byte[5 * 1024 * 1024]);
    try (Admin admin = KafkaFixture.admin(kafka.bootstrapServers())) {
      var node = admin.describeCluster().nodes().get().iterator().next();
      assertThat(node.host()).isEqualTo("127.0.0.1");
      assertThat(KafkaFixture.brokerSetting(admin, "auto.create.topics.enable")).isEqualTo("false");
    }
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    try (ServerSocket somebody = new ServerSocket(0, 1, loopback())) {
      int port = somebody.getLocalPort();
      assertThatExceptionOfType(PortTakenException.class)
          .isThrownBy(() -> EmbeddedKafka.start(directory, port))
          .withMessage("port %d on 127.0.0.1 is taken by another process", port)
          .matches(e -> e.port() == port);
    }
    // The directory was given back.
    DirectoryLock.acquire(directory).close();
  }

  @Test
  void refusesASecondStartOnALiveDirectoryAndTheFirstGoesOn() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      assertThatExceptionOfType(DirectoryInUseException.class)
          .isThrownBy(() -> EmbeddedKafka.start(directory, 0))
          .withMessageContaining("in use by process " + ProcessHandle.current().pid());
      KafkaFixture.createTopic(kafka.bootstrapServers());
    }
  }

  @Test
  void saysWhatIsWrongWithADirectoryThatIsNoBrokersDirectory() throws Exception {
    Files.writeString(directory.resolve("log"), "a file where the log belongs");
    assertThatIllegalStateException()
        .isThrownBy(() -> EmbeddedKafka.start(directory, 0))
        .withMessage("the broker does not start on %s", directory.toRealPath())
        .withStackTraceContaining("meta.properties");
    DirectoryLock.acquire(directory).close();
  }

  private static int controllerPort(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = KafkaFixture.admin(kafka.bootstrapServers())) {
      var nodes = admin.describeMetadataQuorum().quorumInfo().get().nodes();
      return nodes.values().iterator().next().endpoints().stream()
          .mapToInt(RaftVoterEndpoint::port)
          .findFirst()
          .orElseThrow();
    }
  }

  private static InetAddress loopback() {
    return InetAddress.ofLiteral("127.0.0.1");
  }
}
