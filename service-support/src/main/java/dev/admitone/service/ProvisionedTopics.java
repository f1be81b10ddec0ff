package dev.admitone.service;

import dev.admitone.schemas.TopicMismatchException;
import dev.admitone.schemas.TopicProvisioner;
import dev.admitone.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.kafka.core.KafkaAdmin;

/** The topics, created or verified by the time this exists: whoever uses one asks here. */
public final class ProvisionedTopics {

  private static final int TIMEOUT_MILLIS = 10_000;

  private final int partitionCount;

  /**
   * Creates or verifies them.
   *
   * @throws TopicMismatchException if a topic is not as the services need it
   * @throws BrokerUnreachableException if no broker answers
   */
  public ProvisionedTopics(KafkaAdmin settings, int partitionCount) {
    this.partitionCount = partitionCount;
    Map<String, Object> properties = new HashMap<>(settings.getConfigurationProperties());
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    try (Admin admin = Admin.create(properties)) {
      new TopicProvisioner(admin).createOrVerify(Topics.settings(partitionCount));
    } catch (TimeoutException e) {
      throw new BrokerUnreachableException(
          String.valueOf(properties.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)), e);
    }
    // Asked for now: a template that traces asks for it with its first record, and would hold a
    // call for half a minute if the broker were away then.
    settings.clusterId();
  }

  /** The name of the requests topic. */
  public String requests() {
    return Topics.REQUESTS;
  }

  /** The name of the results topic. */
  public String results() {
    return Topics.RESULTS;
  }

  /** The name of the invites topic. */
  public String invites() {
    return Topics.INVITES;
  }

  /** How many partitions each of them has. */
  public int partitionCount() {
    return partitionCount;
  }
}
