package dev.admitone.processor;

import dev.admitone.schemas.Topics;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What all services must agree on.
 *
 * @param partitions how many partitions each topic has; raising it is a procedure, not a setting
 * @param writeVersion the schema version that is written; raised once all services can read it
 */
@ConfigurationProperties("admit-one")
public record ContractProperties(
    @DefaultValue("" + Topics.DEFAULT_PARTITION_COUNT) int partitions,
    @DefaultValue("1") int writeVersion) {

  /** Checks the values. */
  public ContractProperties {
    if (partitions < 1) {
      throw new IllegalArgumentException("admit-one.partitions must be at least 1");
    }
  }
}
