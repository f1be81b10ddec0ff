package dev.admitone.gateway.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.testsupport.Await;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway says of positions that no result tells it anything about. */
@Tag("services")
class EmptiedResultsTest {

  private static final String PATH = "/api/redemptions/";

  private final String code = Records.newCode();

  @TempDir Path directory;

  @Test
  void aPositionOfAPartitionWhoseResultsAreGoneIsNotPendingForEver() throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
    try (Gateway first = Gateway.startOn(kafka.bootstrapServers())) {
      first.awaitReady();
      PlayedProcessor processor = new PlayedProcessor(kafka.bootstrapServers());
      Received decided = send(first, processor, "ann", 1);
      processor.publish(Records.redeemed(decided));
      Await.patiently()
          .untilAsserted(
              () -> assertThat(first.get(standing(decided)).field("status")).isEqualTo("REDEEMED"));
      Received queued = send(first, processor, "bob", 2);
      empty(kafka, decided.position().partition());

      try (Gateway restarted = Gateway.startOn(kafka.bootstrapServers())) {
        restarted.awaitReady();
        for (Received old : new Received[] {decided, queued}) {
          assertThat(restarted.get(standing(old)).field("reason")).isEqualTo("UNKNOWN_REQUEST");
          assertThat(restarted.get(standing(old), "Prefer", "wait=30").status()).isEqualTo(404);
          assertThat(restarted.get(events(old)).status()).isEqualTo(404);
        }
        // What came since is known to be queued.
        Received later = send(first, processor, "carol", 3);
        Reply pending = restarted.get(standing(later));
        assertThat(pending.field("status")).isEqualTo("PENDING");
        assertThat(pending.json().path("ahead").asInt(-1)).isZero();
        // The first result says how far the partition is decided.
        processor.publish(Records.redeemed(queued));
        Await.patiently()
            .untilAsserted(
                () ->
                    assertThat(restarted.get(standing(queued)).field("status"))
                        .isEqualTo("REDEEMED"));
        assertThat(restarted.get(standing(later)).field("status")).isEqualTo("PENDING");
        assertThat(restarted.get(standing(decided)).status()).isEqualTo(404);
      }
    } finally {
      kafka.stop();
    }
  }

  @Test
  void aPositionBeyondTheLogsEndIsNotKnownUnlessNoBrokerSaysSo() throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
    int port = kafka.port();
    try (Gateway first = Gateway.startOn(kafka.bootstrapServers());
        Gateway gateway = Gateway.startOn(kafka.bootstrapServers())) {
      first.awaitReady();
      gateway.awaitReady();
      PlayedProcessor processor = new PlayedProcessor(kafka.bootstrapServers());
      Received last = send(first, processor, "ann", 1);
      int partition = last.position().partition();
      String beyond = made(partition, last.position().offset() + 1);
      for (String path :
          new String[] {
            beyond, made(partition, 999_999_999_999_999_999L), made(23 - partition, 0)
          }) {
        assertThat(gateway.get(path).field("reason")).isEqualTo("UNKNOWN_REQUEST");
        assertThat(gateway.get(path, "Prefer", "wait=30").status()).isEqualTo(404);
        assertThat(gateway.get(path.replace("?", "/events?")).status()).isEqualTo(404);
      }
      assertThat(gateway.get(standing(last)).field("status")).isEqualTo("PENDING");

      Received next = send(first, processor, "bob", 2);
      assertThat(gateway.get(standing(next)).field("status")).isEqualTo("PENDING");

      kafka.stop();
      assertThat(gateway.get(made(partition, next.position().offset() + 1)).field("status"))
          .isEqualTo("PENDING");
      // Gateways whose broker is away take long to stop.
      kafka = EmbeddedKafka.start(directory, port);
    } finally {
      kafka.stop();
    }
  }

  private Received send(Gateway gateway, PlayedProcessor processor, String userId, int count) {
    Reply reply =
        gateway.post(
            "/api/redemptions",
            "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, userId),
            "Prefer",
            "respond-async");
    assertThat(reply.status()).isEqualTo(202);
    return processor.await(code, count).get(count - 1);
  }

  /** As the topic's retention does after a quiet day. */
  private static void empty(EmbeddedKafka kafka, int partition) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(Topics.RESULTS, partition), RecordsToDelete.beforeOffset(-1)))
          .all()
          .get();
    }
  }

  private static String standing(Received received) {
    return PATH + received.id() + "?at=" + received.at();
  }

  private static String events(Received received) {
    return PATH + received.id() + "/events?at=" + received.at();
  }

  private static String made(int partition, long offset) {
    return "%s%s?at=%d-%d".formatted(PATH, UUID.randomUUID(), partition, offset);
  }
}
