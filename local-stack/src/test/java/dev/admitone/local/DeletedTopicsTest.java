package dev.admitone.local;

import static dev.admitone.local.Waiting.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.TopicProvisioner;
import dev.admitone.schemas.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics that are deleted under running services, to which nobody sends anything. */
@Timeout(300)
class DeletedTopicsTest {

  private static final String[] PATIENTLY = {"Prefer", "wait=30"};

  @TempDir private static Path directory;
  private static OwnSite cluster;
  private static Admin admin;

  @BeforeAll
  static void start() {
    cluster = OwnSite.in(directory.resolve("kafka"));
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
      Api gateway = new Api(deployment.gateway());
      Api processor = new Api(deployment.processor());
      for (String topic : List.of(topics.results(), topics.invites(), topics.requests())) {
        delete(topic);
        awaitRed(gateway, topic);
        awaitRed(processor, topic);
      }
      delete(topics.deadLetters());
      awaitRed(processor, topics.deadLetters());

      new TopicProvisioner(admin).createOrVerify(Topics.settings(topics, Deployment.PARTITIONS));
      awaitGreen(deployment.gateway());
      awaitGreen(deployment.processor());
      redeemOnce(deployment);
    }
  }

  @Test
  void afterARestartTheyAreMadeAgainAndReadByLanesWithTheirNamesOfBefore() throws Exception {
    OwnSite site = cluster.withEmptyDatabase();
    try (Deployment deployment = Deployment.start(site, "restarted.")) {
      var topics = deployment.topics();
      for (String topic :
          List.of(topics.requests(), topics.results(), topics.invites(), topics.deadLetters())) {
        delete(topic);
      }
      awaitRed(new Api(deployment.processor()), topics.requests());
      // Their group has shared out what is there: nothing.
      patiently().until(() -> assigned(topics.of("redemption-processor")) == 0);
    }
    try (Deployment again = Deployment.start(site, "restarted.")) {
      redeemOnce(again);
    }
  }

  private static void redeemOnce(Deployment deployment) {
    Api api = deployment.api();
    String code = Codes.unique("AGAIN");
    assertThat(api.createInvite(Map.of("code", code, "maxUses", 1), PATIENTLY).status())
        .isEqualTo(201);
    assertThat(api.redeem(code, "ann", PATIENTLY).outcome()).isEqualTo("REDEEMED");
    assertThat(api.redeem(code, "bob", PATIENTLY).outcome()).isEqualTo("EXHAUSTED");
  }

  private static void delete(String topic) throws Exception {
    admin.deleteTopics(Set.of(topic)).all().get();
  }

  private static long assigned(String group) throws Exception {
    return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
        .flatMap(described -> described.members().stream())
        .mapToLong(member -> member.assignment().topicPartitions().size())
        .sum();
  }

  private static void awaitRed(Api service, String topic) {
    patiently()
        .untilAsserted(
            () -> {
              Api.Answer readiness = service.get("/actuator/health/readiness");
              assertThat(readiness.status()).isEqualTo(503);
              assertThat(
                      readiness
                          .body()
                          .path("components")
                          .path("topics")
                          .path("details")
                          .path(topic)
                          .asString(""))
                  .startsWith("since 2")
                  .endsWith("the topic does not exist");
            });
  }

  private static void awaitGreen(URI management) {
    patiently()
        .untilAsserted(
            () -> {
              Api.Answer readiness = new Api(management).get("/actuator/health/readiness");
              assertThat(readiness.status()).as(readiness.body().toString()).isEqualTo(200);
            });
  }
}
