package dev.admitone.system.operations;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.local.Admit;
import dev.admitone.local.stack.Readiness;
import dev.admitone.system.OwnEnvironment;
import dev.admitone.system.operations.SteppedTraffic.Served;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.JavaCommand;
import dev.admitone.testsupport.JavaCommand.Ended;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The steps of docs/how-to/drill.md, with users who redeem all the time. */
@Timeout(900)
@Tag("services")
class DrillTest {

  private static final String UNLIMITED = "Summer 24";
  private static final String LIMITED = "last-few";
  private static final int LIMIT = 250;

  /** Users between two steps. */
  private static final int MORE = 60;

  private static final int KEYED = 10;

  private static final String MISCOUNTED =
      """
      select i.code, i.current_uses, count(u.id) as actual_uses
      from %1$s.invites i
      left join %1$s.invite_uses u on u.invite_id = i.id
      group by i.id
      having i.current_uses <> count(u.id) or i.current_uses > i.max_uses
      """;

  /** The checklist's, word for word. */
  private static final String DUPLICATES =
      """
      SELECT invite_id, used_by, COUNT(*)
      FROM invite_uses
      GROUP BY invite_id, used_by
      HAVING COUNT(*) > 1;
      """;

  /** The checklist's, word for word. */
  private static final String UNIQUE_INDEX =
      """
      SELECT indexname FROM pg_indexes
      WHERE tablename = 'invite_uses'
      AND indexname = 'idx_invite_uses_unique_per_user';
      """;

  private static final String USERS =
      """
      select u.used_by || ' ' || i.code from admit_one.invite_uses u
      join admit_one.invites i on i.id = u.invite_id where u.used_by like 'user-%'
      """;

  private static final String APART =
      "select reason from admit_one.ledger_places where reason is not null";

  @TempDir private Path directory;

  private OwnEnvironment site;
  private OlderApplication application;
  private SteppedTraffic traffic;

  @BeforeEach
  void begin() throws SQLException {
    site = OwnEnvironment.in(directory.resolve("kafka"));
    application = OlderApplication.in(site);
    application.invite(UNLIMITED, "null");
    application.invite(LIMITED, String.valueOf(LIMIT));
    traffic = new SteppedTraffic(application, UNLIMITED, LIMITED).begin();
  }

  @AfterEach
  void end() {
    traffic.close();
    site.close();
  }

  @Test
  void intoTheProductBackAndIntoItAgainNoUserIsLostOrGrantedTwice() throws Exception {
    serveMore(Served::byFunction);

    adopt();
    try (Deployment deployment = deploy("first.")) {
      smoke(deployment);
      Map<String, ApiClient.Response> answers = redeemKeyed(deployment.api());
      for (int share : List.of(1, 10, 50, 100)) {
        step(deployment, share);
      }
      assertAnswersStay(deployment.api(), answers);
      rollBackTheTraffic(deployment);
    }
    patiently().until(application::takeAdoptionBack);
    serveMore(Served::byFunction);
    verifyTheOldTables();

    adopt();
    try (Deployment deployment = deploy("second.")) {
      smoke(deployment);
      Map<String, ApiClient.Response> answers = redeemKeyed(deployment.api());
      step(deployment, 100);
      traffic.end();
      assertAnswersStay(deployment.api(), answers);
      assertPromisesHold(deployment);
    }
  }

  private void adopt() throws Exception {
    assertThat(application.adopt("--dry-run")).isZero();
    assertThat(site.ledger().texts("select 1 from pg_namespace where nspname = 'admit_one'"))
        .isEmpty();
    assertThat(application.adopt("--apply")).isZero();
    serveMore(Served::byFunction);
    assertThat(site.ledger().texts(MISCOUNTED.formatted("admit_one"))).isEmpty();
  }

  private Deployment deploy(String prefix) {
    Deployment deployment = Deployment.start(site, prefix, OlderApplication.SCHEMA_SETTING);
    ApiClient api = deployment.api();
    patiently().until(() -> api.validate(UNLIMITED).body().path("isValid").asBoolean());
    return deployment;
  }

  private static void smoke(Deployment deployment) throws Exception {
    ProcessBuilder command =
        JavaCommand.of(Admit.class)
            .arguments("smoke", "--url", deployment.address().toString())
            .builder();
    command.environment().put("ADMIT_TOKEN", OwnEnvironment.TOKENS.forServiceAndAdmin());
    Ended ended = JavaCommand.run(command);
    assertThat(ended.status()).as(ended.output()).isZero();
  }

  /** One step of the page on the roll-out, and what it wants looked at. */
  private void step(Deployment deployment, int share) throws Exception {
    traffic.send(share, deployment.api());
    if (share == 100) {
      serveMore(Served::byGateway);
    } else {
      serveMore(served -> served.byFunction() + served.byGateway());
    }
    for (URI management : List.of(deployment.processor(), deployment.gateway())) {
      Readiness.await(management);
    }
    assertThat(traffic.unexpected()).isEmpty();
    assertThat(site.ledger().texts(MISCOUNTED.formatted("admit_one"))).isEmpty();
    assertThat(site.ledger().texts(APART)).isEmpty();
    assertThat(site.records(deployment.topics().deadLetters())).isEmpty();
  }

  /** No user is sent to gateways any more, and what they acknowledged is decided. */
  private void rollBackTheTraffic(Deployment deployment) throws Exception {
    traffic.sendNoneToGateways();
    patiently().until(() -> traffic.atGateways() == 0);
    serveMore(Served::byFunction);
    awaitDecided(deployment);
  }

  /** Each place is at the end of its partition: P9, and the lag of the page. */
  private void awaitDecided(Deployment deployment) throws Exception {
    try (Admin admin = site.admin()) {
      Map<TopicPartition, OffsetSpec> ends =
          IntStream.range(0, Deployment.PARTITIONS)
              .mapToObj(i -> new TopicPartition(deployment.topics().requests(), i))
              .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
      patiently()
          .untilAsserted(
              () ->
                  assertThat(
                          site.ledger()
                              .texts(
                                  "select partition || ' ' || next_offset"
                                      + " from admit_one.ledger_places"))
                      .containsExactlyInAnyOrderElementsOf(
                          admin.listOffsets(ends).all().get().entrySet().stream()
                              .map(end -> end.getKey().partition() + " " + end.getValue().offset())
                              .toList()));
    }
  }

  private void verifyTheOldTables() throws Exception {
    assertThat(site.ledger().texts(DUPLICATES)).isEmpty();
    assertThat(site.ledger().texts(MISCOUNTED.formatted("public"))).isEmpty();
    application.dropAdmitOne();
    assertThat(site.ledger().texts(UNIQUE_INDEX)).isEmpty();
    assertThat(traffic.unexpected()).isEmpty();
  }

  /** P1 to P4 and P9, from the first user to the last. */
  private void assertPromisesHold(Deployment deployment) throws Exception {
    awaitDecided(deployment);
    assertThat(traffic.unexpected()).as("P3, P4").isEmpty();
    assertThat(site.records(deployment.topics().deadLetters())).as("P4").isEmpty();
    assertThat(site.ledger().texts(MISCOUNTED.formatted("admit_one"))).as("P1").isEmpty();
    String duplicates = DUPLICATES.replace("invite_uses", "admit_one.invite_uses");
    assertThat(site.ledger().texts(duplicates)).as("P2").isEmpty();
    assertThat(site.ledger().texts(APART)).as("P9").isEmpty();
    Set<String> told =
        traffic.granted().entrySet().stream()
            .map(
                use ->
                    use.getKey() + " " + (use.getValue().equals(LIMITED) ? "LAST-FEW" : "SUMMER24"))
            .collect(Collectors.toSet());
    assertThat(Set.copyOf(site.ledger().texts(USERS)))
        .as("uses and the users who were told so")
        .isEqualTo(told);
    assertThat(told).filteredOn(use -> use.endsWith("LAST-FEW")).hasSizeLessThanOrEqualTo(LIMIT);
  }

  private static Map<String, ApiClient.Response> redeemKeyed(ApiClient api) {
    Map<String, ApiClient.Response> answers = new HashMap<>();
    for (int i = 0; i < KEYED; i++) {
      String key = "key-" + i;
      ApiClient.Response answer = redeem(api, key);
      assertThat(answer.outcome()).isIn("REDEEMED", "ALREADY_USED");
      answers.put(key, answer);
    }
    return answers;
  }

  private static void assertAnswersStay(ApiClient api, Map<String, ApiClient.Response> answers) {
    answers.forEach(
        (key, first) -> assertThat(redeem(api, key).body()).as("P3").isEqualTo(first.body()));
  }

  private static ApiClient.Response redeem(ApiClient api, String key) {
    return api.redeem(UNLIMITED, "keyed-" + key, "Idempotency-Key", key, "Prefer", "wait=30");
  }

  private interface Count {
    int of(Served served);
  }

  /** Returns when so many users more have been served there. */
  private void serveMore(Count where) {
    int before = where.of(traffic.served());
    patiently().until(() -> where.of(traffic.served()) >= before + MORE);
  }
}
