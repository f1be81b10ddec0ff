package dev.admitone.service.watch;

import static java.util.Objects.requireNonNull;

import dev.admitone.schemas.topics.TopicSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks once: what the brokers say of the topics, and each partition's leader for its end, since a
 * cluster that lost its controllers goes on naming leaders that are gone.
 */
final class TopicPoll {

  private static final long GIVE_UP_MILLIS =
      TopicWatch.REPLY_TIMEOUT.plus(TopicWatch.PAUSE).toMillis();

  private final Admin admin;
  private final Map<String, TopicChecks> checks = new LinkedHashMap<>();

  /** The newest settings of each topic that are known. */
  private final Map<String, Config> configs = new HashMap<>();

  TopicPoll(Admin admin, List<TopicSettings> topics, TopicUses uses) {
    this.admin = admin;
    for (TopicUse use : uses.all()) {
      TopicSettings settings =
          topics.stream()
              .filter(topic -> topic.name().equals(use.topic()))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no topic " + use.topic()));
      checks.put(use.topic(), new TopicChecks(settings, use.access()));
    }
  }

  /**
   * What came of it.
   *
   * @param brokerCount 0 if none responded
   * @param examined the topics that something is known of, and the broker
   * @param missing those of them that do not exist
   */
  record Result(
      int brokerCount,
      Set<String> examined,
      Set<String> missing,
      List<Finding> findings,
      Map<String, Uuid> topicIds) {}

  Result run() throws InterruptedException {
    KafkaFuture<Integer> nodes = admin.describeCluster().nodes().thenApply(all -> all.size());
    Map<String, KafkaFuture<TopicDescription>> topics =
        admin
            .describeTopics(
                checks.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    Map<ConfigResource, KafkaFuture<Config>> settings =
        admin.describeConfigs(checks.keySet().stream().map(TopicPoll::resource).toList()).values();
    int brokerCount;
    try {
      brokerCount = await(nodes);
    } catch (ExecutionException | TimeoutException e) {
      return new Result(0, Set.of(TopicWatch.BROKER), Set.of(), List.of(silence(e)), Map.of());
    }
    List<Finding> findings = new ArrayList<>();
    Map<String, TopicDescription> described = new LinkedHashMap<>();
    Set<String> examined = new TreeSet<>(Set.of(TopicWatch.BROKER));
    Set<String> missing = new TreeSet<>();
    for (String topic : checks.keySet()) {
      noteConfig(topic, requireNonNull(settings.get(resource(topic))));
      try {
        described.put(topic, await(requireNonNull(topics.get(topic))));
        examined.add(topic);
      } catch (ExecutionException | TimeoutException e) {
        @Nullable Finding finding = finding(topic, e);
        if (finding != null) {
          examined.add(topic);
          findings.add(finding);
        }
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
          missing.add(topic);
        }
      }
    }
    Set<Integer> silent = silentLeaders(described);
    Map<String, Uuid> ids = new HashMap<>();
    described.forEach(
        (topic, description) -> {
          ids.put(topic, description.topicId());
          findings.addAll(
              requireNonNull(checks.get(topic)).findings(description, configs.get(topic), silent));
        });
    return new Result(brokerCount, examined, missing, findings, ids);
  }

  private void noteConfig(String topic, KafkaFuture<Config> config) throws InterruptedException {
    try {
      configs.put(topic, await(config));
    } catch (ExecutionException | TimeoutException e) {
      // What was known before stays known; that the topic is gone is noticed elsewhere.
    }
  }

  /** The leaders that respond for none of their partitions. */
  private Set<Integer> silentLeaders(Map<String, TopicDescription> topics)
      throws InterruptedException {
    Map<TopicPartition, Integer> leaders = new LinkedHashMap<>();
    topics.forEach(
        (topic, description) -> {
          for (TopicPartitionInfo partition : description.partitions()) {
            Node leader = partition.leader();
            if (leader != null && !leader.isEmpty()) {
              leaders.put(new TopicPartition(topic, partition.partition()), leader.id());
            }
          }
        });
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    leaders.keySet().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
    ListOffsetsResult offsets = admin.listOffsets(ends);
    Set<Integer> silent = new TreeSet<>();
    Set<Integer> heard = new TreeSet<>();
    for (Map.Entry<TopicPartition, Integer> leader : leaders.entrySet()) {
      try {
        await(offsets.partitionResult(leader.getKey()));
        heard.add(leader.getValue());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RetriableException) {
          silent.add(leader.getValue());
        }
      } catch (TimeoutException e) {
        silent.add(leader.getValue());
      }
    }
    silent.removeAll(heard);
    return silent;
  }

  /** Null where nothing is known of the topic. */
  private static @Nullable Finding finding(String topic, Exception failure) {
    return switch (failure.getCause()) {
      case UnknownTopicOrPartitionException _ -> Finding.lasting(topic, "the topic does not exist");
      case AuthorizationException _ ->
          Finding.lasting(
              topic,
              "this service's principal has no right to describe it, or the topic does not exist");
      case null, default -> null;
    };
  }

  private static Finding silence(Exception failure) {
    Throwable cause = failure.getCause();
    if (cause == null || cause instanceof RetriableException) {
      return Finding.passing(TopicWatch.BROKER, "no broker responds");
    }
    return Finding.lasting(TopicWatch.BROKER, cause.toString());
  }

  private static <T> T await(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(GIVE_UP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
