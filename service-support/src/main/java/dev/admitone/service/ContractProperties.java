package dev.admitone.service;

import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.schemas.topics.Topics;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What all services must agree on.
 *
 * @param prefix what the names of the topics, of the processors' group and of clients begin with,
 *     so that deployments can share a cluster; none when it is not set
 * @param partitions how many partitions each topic has; raising it is a procedure, not a setting
 * @param writeVersion the schema version that is written; raised once all services can read it
 * @param snapshotInterval from schema version 2 on, how long after a use the snapshot of its invite
 *     is published; until then gateways have the uses from results, of which they remember at least
 *     twice as much
 * @param brokerWait how long a start waits for a broker
 */
@Validated
@ConfigurationProperties("admit-one")
public record ContractProperties(
    @DefaultValue("") String prefix,
    @DefaultValue("" + Topics.PARTITION_COUNT_DEFAULT) @Min(1) int partitions,
    @DefaultValue("1") @Min(1) int writeVersion,
    @DefaultValue("60s") Duration snapshotInterval,
    @DefaultValue("60s") Duration brokerWait) {

  private static final int USES_IN_RESULTS_VERSION = 2;

  /** Checks the values. */
  public ContractProperties {
    if (!snapshotInterval.isPositive()) {
      throw new IllegalArgumentException("admit-one.snapshot-interval must be above 0");
    }
    try {
      var _ = new TopicNames(prefix);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "admit-one.prefix must be %s, but is '%s'".formatted(e.getMessage(), prefix));
    }
  }

  /** Whether results have the invites' uses, so that snapshots may come later. */
  public boolean hasUsesInResults() {
    return writeVersion >= USES_IN_RESULTS_VERSION;
  }

  /** The deployment's names. */
  public TopicNames topics() {
    return new TopicNames(prefix);
  }
}
