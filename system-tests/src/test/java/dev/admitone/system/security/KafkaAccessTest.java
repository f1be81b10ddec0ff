package dev.admitone.system.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.Await;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The script of the page about privileges, with a prefix, on a broker that knows its clients. */
@Timeout(900)
@Tag("services")
class KafkaAccessTest {

  @TempDir static Path directory;
  private static GuardedEnvironment site;

  @BeforeAll
  static void start() throws Exception {
    site = new GuardedEnvironment(directory);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void bothServicesDoTheirWorkUnderTheirPrincipals() throws Exception {
    site.awaitReady();
    ApiClient api = site.api();
    String[] patient = {"Prefer", "wait=30"};
    assertThat(api.createInvite(Map.of("code", "ACL-1", "maxUses", 1), patient).status())
        .isEqualTo(201);
    assertThat(api.redeem("ACL-1", "ann", patient).outcome()).isEqualTo("REDEEMED");
    assertThat(api.redeem("ACL-1", "bob", patient).outcome()).isEqualTo("EXHAUSTED");
    try (Connection connection = site.ledger().connect();
        var change = connection.createStatement()) {
      change.execute("update invites set max_uses = 2 where code = 'ACL-1'");
    }
    // The sweep has told the log, under its own principal.
    Await.patiently().until(() -> api.validate("ACL-1").body().path("isValid").asBoolean(false));
  }

  @Test
  void theConsoleCountsUnderItsPrincipal() {
    site.awaitReady();
    String[] patient = {"Prefer", "wait=30"};
    assertThat(site.api().createInvite(Map.of("code", "ACL-2"), patient).status()).isEqualTo(201);
    assertThat(site.api().redeem("ACL-2", "ann", patient).outcome()).isEqualTo("REDEEMED");
    try (ConfigurableApplicationContext console = site.startConsole()) {
      Await.patiently()
          .untilAsserted(
              () ->
                  assertThat(
                          site.operator(console)
                              .get("/api/ops/statistics?code=ACL-2")
                              .body()
                              .at("/codes/0/decisions")
                              .asInt())
                      .isEqualTo(2));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "admit-one-gateway, redemption-requests",
    "admit-one-processor, redemption-results",
    "admit-one-processor, invites",
    "admit-one-processor, redemption-requests-dlt",
    "admit-one-sweep, redemption-requests",
    "admit-one-console, redemption-requests",
  })
  void everybodyWritesWhatIsTheirs(String principal, String topic) throws Exception {
    write(principal, topic);
  }

  @ParameterizedTest
  @CsvSource({
    "admit-one-gateway, redemption-results",
    "admit-one-gateway, invites",
    "admit-one-gateway, redemption-requests-dlt",
    "admit-one-processor, redemption-requests",
    "admit-one-sweep, redemption-results",
    "admit-one-sweep, invites",
    "admit-one-console, redemption-results",
    "admit-one-console, invites",
    "admit-one-console, redemption-requests-dlt",
    "stranger, redemption-requests",
  })
  void nobodyWritesWhatIsNotTheirs(String principal, String topic) {
    assertThatThrownBy(() -> write(principal, topic))
        .rootCause()
        .isInstanceOf(AuthorizationException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "admit-one-gateway, redemption-requests",
    "admit-one-gateway, redemption-requests-dlt",
    "admit-one-processor, redemption-requests-dlt",
    "admit-one-sweep, redemption-requests",
    "stranger, invites",
  })
  void nobodyReadsWhatIsNotTheirs(String principal, String topic) {
    assertThatThrownBy(() -> read(principal, topic)).isInstanceOf(AuthorizationException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "admit-one-console, redemption-requests",
    "admit-one-console, redemption-results",
    "admit-one-console, invites",
    "admit-one-console, redemption-requests-dlt",
  })
  void everybodyReadsWhatIsTheirs(String principal, String topic) {
    read(principal, topic);
  }

  private static void read(String principal, String topic) {
    try (var consumer =
        new KafkaConsumer<>(
            site.clientOf(principal), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(GuardedEnvironment.TOPICS.of(topic), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long begin = consumer.position(partition);
      if (consumer.endOffsets(List.of(partition)).values().iterator().next() > begin) {
        consumer.poll(Duration.ofSeconds(30));
      }
    }
  }

  private static void write(String principal, String topic) throws Exception {
    Map<String, Object> settings = site.clientOf(principal);
    settings.put("max.block.ms", "30000");
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  GuardedEnvironment.TOPICS.of(topic), 0, new byte[0], new byte[0]))
          .get();
    }
  }
}
