package dev.admitone.service;

import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.RequestRecords;
import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.schemas.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** The topics, created or verified by the time this exists; their users ask here for the names. */
public final class ProvisionedTopics {

  private static final Logger LOG = LoggerFactory.getLogger(ProvisionedTopics.class);
  private static final Duration TRY_WAIT_MAX = Duration.ofSeconds(10);
  private static final int TRIES_MIN = 3;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final TopicNames names;
  private final int partitionCount;

  /**
   * Creates or verifies them, as soon as brokers can be reached.
   *
   * @param maxWait for how long to try again
   * @throws TopicMismatchException if a topic is not as the services need it
   * @throws BrokerUnreachableException if no broker responds in that time, or too few do
   */
  public ProvisionedTopics(
      KafkaAdmin settings, TopicNames names, int partitionCount, Duration maxWait) {
    this.names = names;
    this.partitionCount = partitionCount;
    Map<String, Object> properties = new HashMap<>(settings.getConfigurationProperties());
    int timeoutMillis =
        (int) Math.min(TRY_WAIT_MAX.toMillis(), maxWait.dividedBy(TRIES_MIN).toMillis());
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
    String brokers = String.valueOf(properties.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    long deadlineNanos = System.nanoTime() + maxWait.toNanos();
    try (Admin admin = Admin.create(properties)) {
      while (!createdOrVerified(admin, brokers, deadlineNanos)) {
        pause();
      }
    }
    // Asked for now: a template that traces asks for it with its first record, and would delay a
    // call by half a minute if the broker could not be reached then.
    settings.clusterId();
  }

  /** False as long as it may become true. */
  private boolean createdOrVerified(Admin admin, String brokers, long deadlineNanos) {
    try {
      new TopicProvisioner(admin).createOrVerify(Topics.settings(names, partitionCount));
      return true;
    } catch (RetriableException | InvalidReplicationFactorException e) {
      String what = what(e, brokers);
      Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
      if (!left.isPositive()) {
        throw new BrokerUnreachableException(what, e);
      }
      LOG.warn("{} Trying again for up to {} s", what, left.toSeconds());
      return false;
    }
  }

  private static String what(RuntimeException e, String brokers) {
    return switch (e) {
      // A cluster that starts has fewer brokers than replicas at first.
      case InvalidReplicationFactorException _ ->
          "At %s there are fewer Kafka brokers than the topics are to have replicas."
              .formatted(brokers);
      case TimeoutException _, DisconnectException _ ->
          "No Kafka broker responds at %s.".formatted(brokers);
      default ->
          "The Kafka brokers at %s do not make the topics yet: %s."
              .formatted(brokers, e.toString().replaceFirst("\\.$", ""));
    };
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a broker", e);
    }
  }

  /** The name of the requests topic. */
  public String requests() {
    return names.requests();
  }

  /** The name of the results topic. */
  public String results() {
    return names.results();
  }

  /** The name of the invites topic. */
  public String invites() {
    return names.invites();
  }

  /** The name of the dead letters' topic. */
  public String deadLetters() {
    return names.deadLetters();
  }

  /** The name with the deployment's prefix: for groups and clients. */
  public String named(String name) {
    return names.of(name);
  }

  /** How many partitions each of them has. */
  public int partitionCount() {
    return partitionCount;
  }

  /** Makes the records of requests, in that version of the contract. */
  public RequestRecords requestRecords(int writeVersion) {
    return new RequestRecords(requests(), partitionCount, RecordCodec.requests(writeVersion));
  }
}
