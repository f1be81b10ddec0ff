package dev.admitone.service;

import dev.admitone.schemas.Topics;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What all services must agree on.
 *
 * @param partitions how many partitions each topic has; raising it is a procedure, not a setting
 * @param writeVersion the schema version that is written; raised once all services can read it
 * @param brokerWait how long a start waits for a broker
 */
@Validated
@ConfigurationProperties("admit-one")
public record ContractProperties(
    @DefaultValue("" + Topics.DEFAULT_PARTITION_COUNT) @Min(1) int partitions,
    @DefaultValue("1") @Min(1) int writeVersion,
    @DefaultValue("60s") Duration brokerWait) {}
