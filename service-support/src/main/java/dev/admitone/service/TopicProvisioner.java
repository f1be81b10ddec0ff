package dev.admitone.service;

import static java.util.Objects.requireNonNull;

import dev.admitone.schemas.topics.TopicSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that are missing and verifies those that exist, before a service starts.
 * Several services may do so at once.
 */
public final class TopicProvisioner {

  private static final Logger LOG = LoggerFactory.getLogger(TopicProvisioner.class);

  private static final int DESCRIBE_TRIES = 100;
  private static final int PAUSE_MILLIS = 100;

  private final Admin admin;

  /** Uses the given admin client, which stays the caller's to close. */
  public TopicProvisioner(Admin admin) {
    this.admin = admin;
  }

  /**
   * Creates what is missing and verifies the rest.
   *
   * @throws TopicMismatchException if a topic has another partition count, cleanup policy or
   *     timestamp type than it must have; the message names all of them
   * @throws KafkaException if the broker cannot be asked
   */
  public void createOrVerify(Collection<TopicSettings> topics) {
    create(topics);
    verify(topics);
    awaitLeaders(topics);
  }

  private void create(Collection<TopicSettings> topics) {
    Set<String> existing = await(() -> admin.listTopics().names().get());
    List<TopicSettings> missing =
        topics.stream().filter(topic -> !existing.contains(topic.name())).toList();
    var results = admin.createTopics(missing.stream().map(TopicSettings::toNewTopic).toList());
    for (var created : results.values().values()) {
      try {
        await(created::get);
      } catch (TopicExistsException e) {
        // Another service was faster; its topic is verified like any other.
      }
    }
  }

  /**
   * An idempotent producer that sends several batches before a new partition's leader takes them
   * can get stuck until its delivery times out (KAFKA-15591). Asking for offsets retries until the
   * leader responds.
   */
  private void awaitLeaders(Collection<TopicSettings> topics) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (TopicSettings topic : topics) {
      for (int partition = 0; partition < topic.partitionCount(); partition++) {
        ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    await(() -> admin.listOffsets(ends).all().get());
  }

  private void verify(Collection<TopicSettings> topics) {
    List<String> names = topics.stream().map(TopicSettings::name).toList();
    Map<String, TopicDescription> descriptions =
        awaitKnown(() -> admin.describeTopics(names).allTopicNames().get());
    List<ConfigResource> resources = names.stream().map(TopicProvisioner::resource).toList();
    Map<ConfigResource, Config> configs =
        awaitKnown(() -> admin.describeConfigs(resources).all().get());
    List<String> differences = new ArrayList<>();
    for (TopicSettings topic : topics) {
      TopicDescription description = requireNonNull(descriptions.get(topic.name()));
      Config config = requireNonNull(configs.get(resource(topic.name())));
      topic.differences(description.partitions().size(), config).stream()
          .map(difference -> "topic %s %s".formatted(topic.name(), difference))
          .forEach(differences::add);
      sayMissing(topic, config);
    }
    if (!differences.isEmpty()) {
      throw new TopicMismatchException(
          differences.stream().collect(Collectors.joining("; ", "", ".")));
    }
  }

  /** One that an earlier release made. Changing it takes a right that the services do not have. */
  private static void sayMissing(TopicSettings topic, Config actual) {
    Map<String, String> missing = topic.missing(actual);
    if (!missing.isEmpty()) {
      String configs =
          missing.entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
      LOG.warn(
          "Topic {} lacks settings that an earlier release did not make. An operator can add them:"
              + " kafka-configs --alter --entity-type topics --entity-name {} --add-config {}",
          topic.name(),
          topic.name(),
          configs);
    }
  }

  /** A broker learns of a topic a moment after the controller has created it. */
  private static <R> R awaitKnown(Reply<R> reply) {
    for (int triesLeft = DESCRIBE_TRIES; ; triesLeft--) {
      try {
        return await(reply);
      } catch (UnknownTopicOrPartitionException e) {
        if (triesLeft == 1) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    await(
        () -> {
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
          return true;
        });
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static <R> R await(Reply<R> reply) {
    try {
      return reply.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while asking the broker about topics", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause
          ? cause
          : new KafkaException("Asking the broker about topics failed", e.getCause());
    }
  }

  private interface Reply<R> {
    R get() throws InterruptedException, ExecutionException;
  }
}
