package dev.admitone.system.operations;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.topics.Topics;
import dev.admitone.service.TopicProvisioner;
import dev.admitone.system.OwnEnvironment;
import dev.admitone.testsupport.ApiClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Topics that are deleted under running services, to which nobody sends anything. */
@Timeout(900)
@Tag("services")
class DeletedTopicsTest {

  private static final String READINESS = "/actuator/health/readiness";

  @TempDir private static Path directory;
  private static OwnEnvironment cluster;
  private static Admin admin;

  @BeforeAll
  static void start() {
    cluster = OwnEnvironment.in(directory.resolve("kafka"));
    admin = cluster.admin();
  }

  @AfterAll
  static void stop() {
    admin.close();
    cluster.close();
  }

  @Test
  void eachIsNamedByTheServicesThatNeedItUntilItIsThereAgain() throws Exception {
    try (Deployment deployment = Deployment.start(cluster, "in-turn.")) {
      var topics = deployment.topics();
      ApiClient gateway = new ApiClient(deployment.gateway());
      ApiClient processor = new ApiClient(deployment.processor());
      for (String topic : List.of(topics.results(), topics.invites(), topics.requests())) {
        delete(topic);
        awaitRed(gateway, topic);
        awaitRed(processor, topic);
      }
      delete(topics.deadLetters());
      awaitRed(processor, topics.deadLetters());

      new TopicProvisioner(admin).createOrVerify(Topics.settings(topics, Deployment.PARTITIONS));
      patiently().until(() -> gateway.get(READINESS).status() == 200);
      // The requests are another log than the ledger's: what helps is told by the lanes.
      patiently().until(() -> topicsOf(processor).path("status").asString("").equals("UP"));
    }
  }

  private static void delete(String topic) throws Exception {
    admin.deleteTopics(Set.of(topic)).all().get();
  }

  private static void awaitRed(ApiClient service, String topic) {
    patiently()
        .untilAsserted(
            () -> {
              assertThat(service.get(READINESS).status()).isEqualTo(503);
              assertThat(topicsOf(service).path("details").path(topic).asString(""))
                  .startsWith("since 2")
                  .endsWith("the topic does not exist");
            });
  }

  private static JsonNode topicsOf(ApiClient service) {
    return service.get(READINESS).body().path("components").path("topics");
  }
}
