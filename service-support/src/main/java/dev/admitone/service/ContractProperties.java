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
 * @param brokerWait how long a start waits for a broker
 */
@Validated
@ConfigurationProperties("admit-one")
public record ContractProperties(
    @DefaultValue("") String prefix,
    @DefaultValue("" + Topics.PARTITION_COUNT_DEFAULT) @Min(1) int partitions,
    @DefaultValue("1") @Min(1) int writeVersion,
    @DefaultValue("60s") Duration brokerWait) {

  /** Checks the prefix. */
  public ContractProperties {
    try {
      var _ = new TopicNames(prefix);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "admit-one.prefix must be %s, but is '%s'".formatted(e.getMessage(), prefix));
    }
  }

  /** The deployment's names. */
  public TopicNames topics() {
    return new TopicNames(prefix);
  }
}
