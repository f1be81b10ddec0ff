package dev.admitone.ops.log;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much of the log the console reads for one call, and how long it waits for what it sends.
 *
 * @param decisionWait how long the console waits for the decision about a request that it has sent
 * @param searchTime how long the console looks for a record at most
 * @param maxRecords how many records the console looks at for one result
 */
@Validated
@ConfigurationProperties("admit-one.ops.log")
record LogProperties(
    @DefaultValue("10s") Duration decisionWait,
    @DefaultValue("3s") Duration searchTime,
    @DefaultValue("100000") @Min(1) int maxRecords) {

  /** Checks the values. */
  LogProperties {
    if (searchTime.toMillis() < 1) {
      throw new IllegalArgumentException("admit-one.ops.log.search-time must be more than nothing");
    }
    if (decisionWait.toMillis() < 1) {
      throw new IllegalArgumentException(
          "admit-one.ops.log.decision-wait must be more than nothing");
    }
  }
}
