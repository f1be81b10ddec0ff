package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.admitone.gateway.GatewayApplication;
import dev.admitone.local.stack.Readiness;
import dev.admitone.processor.ProcessorApplication;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.service.TopicMismatchException;
import dev.admitone.system.Clients;
import dev.admitone.system.Codes;
import dev.admitone.system.OwnEnvironment;
import dev.admitone.system.ServiceProcess;
import dev.admitone.testsupport.ApiClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The procedure of docs/how-to/raise-the-partition-count.md, step by step, while users go on. */
@Tag("services")
class RaisingPartitionsTest {

  private static final int BEFORE = 3;
  private static final int AFTER = 5;
  private static final String GROUP = "redemption-processor";
  private static final String REPLAY_GROUP = "replay";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** On another partition afterwards. */
  private final String moving =
      Stream.generate(() -> Codes.unique("MOVING"))
          .filter(code -> InviteCodes.partition(code, BEFORE) != InviteCodes.partition(code, AFTER))
          .findFirst()
          .orElseThrow();

  @Test
  void usersOnlyWaitAndEveryAnswerLimitAndReplayHolds(@TempDir Path directory) throws Exception {
    try (OwnEnvironment site = OwnEnvironment.in(directory.resolve("kafka"));
        Admin admin = site.admin()) {
      ConfigurableApplicationContext processor = processor(site, BEFORE);
      ConfigurableApplicationContext gateway = gateway(site, BEFORE);
      ApiClient old = api(gateway);
      assertThat(old.createInvite(Map.of("code", moving, "maxUses", 100_000)).status())
          .isEqualTo(201);
      String[] key = {"Idempotency-Key", "sent-before", "Prefer", "wait=30"};
      ApiClient.Response before = old.redeem(moving, "early", key);
      assertThat(before.outcome()).isEqualTo("REDEEMED");
      String location =
          old.redeem(moving, "asks-later", "Prefer", "respond-async").header("Location");

      try (Traffic traffic = Traffic.of(moving, old)) {
        decideMore(traffic);
        gateway.close();
        awaitDrained(admin, GROUP);
        processor.close();
        assertThat(isDrained(admin, GROUP)).as("drained, also what the sweep appended").isTrue();
        OwnEnvironment backup = site.withCopyOfDatabase();
        raise(admin);
        deleteDrained(admin);

        assertThatException()
            .as("a service whose setting was forgotten")
            .isThrownBy(() -> processor(site, BEFORE).close())
            .withRootCauseInstanceOf(TopicMismatchException.class)
            .withStackTraceContaining("has partitions=5, but this service needs 3");
        processor = processor(site, AFTER);
        gateway = gateway(site, AFTER);
        ApiClient now = api(gateway);
        traffic.alsoOver(now);
        traffic.noLongerOver(old);
        decideMore(traffic);

        assertThat(now.redeem(moving, "early", key).body()).isEqualTo(before.body());
        assertThat(now.get(location, "Prefer", "wait=30").outcome()).isEqualTo("REDEEMED");
        assertThat(now.redeem(moving, "early", "Prefer", "wait=30").outcome())
            .isEqualTo("ALREADY_USED");
        assertThat(now.changeInvite(moving, Map.of("maxUses", 200_000)).status()).isEqualTo(200);
        List<String> decisions = traffic.end();
        assertThat(decisions).containsOnly("REDEEMED");
        assertThat(site.ledger().uses(moving)).isEqualTo(decisions.size() + 2L);
        assertThat(site.ledger().currentUses(moving)).isEqualTo(decisions.size() + 2L);
        Awaitility.await().atMost(PATIENCE).until(() -> shownUses(now) == decisions.size() + 2L);
        assertThat(site.records(Topics.DEAD_LETTERS)).isEmpty();
        gateway.close();
        awaitDrained(admin, GROUP);
        processor.close();

        fromTheBeginningOfTheLog(admin);
        processor =
            processor(
                backup,
                AFTER,
                "--spring.kafka.consumer.group-id=" + REPLAY_GROUP,
                "--admit-one.processor.replay=true");
        awaitDrained(admin, REPLAY_GROUP);
        processor.close();
        assertThat(backup.ledger().dump()).isEqualTo(site.ledger().dump());
        assertThat(site.records(Topics.DEAD_LETTERS)).isEmpty();
      }
    }
  }

  private static void raise(Admin admin) throws Exception {
    var five = NewPartitions.increaseTo(AFTER);
    admin
        .createPartitions(
            Map.of(
                Topics.REQUESTS, five,
                Topics.RESULTS, five,
                Topics.INVITES, five,
                Topics.DEAD_LETTERS, five))
        .all()
        .get();
  }

  private static void deleteDrained(Admin admin) throws Exception {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    offsets(admin, BEFORE, OffsetSpec.latest())
        .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
    admin.deleteRecords(all).all().get();
  }

  private static void fromTheBeginningOfTheLog(Admin admin) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> begin = new HashMap<>();
    offsets(admin, AFTER, OffsetSpec.earliest())
        .forEach((partition, offset) -> begin.put(partition, new OffsetAndMetadata(offset)));
    admin.alterConsumerGroupOffsets(REPLAY_GROUP, begin).all().get();
  }

  private static void awaitDrained(Admin admin, String group) {
    Awaitility.await().atMost(PATIENCE).until(() -> isDrained(admin, group));
  }

  private static boolean isDrained(Admin admin, String group) throws Exception {
    int count =
        admin
            .describeTopics(List.of(Topics.REQUESTS))
            .allTopicNames()
            .get()
            .values()
            .iterator()
            .next()
            .partitions()
            .size();
    var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    ToLongFunction<TopicPartition> decided =
        partition -> {
          OffsetAndMetadata offset = committed.get(partition);
          return offset == null ? 0 : offset.offset();
        };
    return offsets(admin, count, OffsetSpec.latest()).entrySet().stream()
        .allMatch(end -> decided.applyAsLong(end.getKey()) == end.getValue());
  }

  /** Of the partitions of the requests topic. */
  private static Map<TopicPartition, Long> offsets(Admin admin, int count, OffsetSpec which)
      throws Exception {
    Map<TopicPartition, OffsetSpec> asked =
        IntStream.range(0, count)
            .mapToObj(partition -> new TopicPartition(Topics.REQUESTS, partition))
            .collect(Collectors.toMap(partition -> partition, _ -> which));
    return admin.listOffsets(asked).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, found -> found.getValue().offset()));
  }

  private static void decideMore(Traffic traffic) {
    int before = traffic.decided();
    Awaitility.await().atMost(PATIENCE).until(() -> traffic.decided() >= before + 100);
  }

  private long shownUses(ApiClient api) {
    return api.validate(moving).body().path("invite").path("currentUses").asLong(-1);
  }

  private static ConfigurableApplicationContext processor(
      OwnEnvironment site, int partitions, String... settings) {
    return run(ProcessorApplication.builder(), site, partitions, settings);
  }

  private static ConfigurableApplicationContext gateway(OwnEnvironment site, int partitions) {
    return run(GatewayApplication.builder(), site, partitions);
  }

  private static ConfigurableApplicationContext run(
      SpringApplicationBuilder application,
      OwnEnvironment site,
      int partitions,
      String... settings) {
    Stream<String> own = Stream.of("--server.port=0", "--admit-one.partitions=" + partitions);
    ConfigurableApplicationContext context =
        application
            .registerShutdownHook(false)
            .run(Stream.concat(own, Stream.of(site.settings(settings))).toArray(String[]::new));
    Readiness.await(ServiceProcess.local(port(context, "local.management.port")));
    return context;
  }

  private static ApiClient api(ConfigurableApplicationContext gateway) {
    return Clients.of(
        ServiceProcess.local(port(gateway, "local.server.port")), OwnEnvironment.TOKENS);
  }

  private static String port(ConfigurableApplicationContext context, String property) {
    return context.getEnvironment().getRequiredProperty(property);
  }
}
