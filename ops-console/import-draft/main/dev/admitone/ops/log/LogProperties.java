package dev.admitone.ops.log;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much of the log the console reads for one call.
 *
 * @param searchTime how long it looks for a record at most
 * @param maxRecords how many records it looks at for one result
 */
@Validated
@ConfigurationProperties("admit-one.ops.log")
record LogProperties(
    @DefaultValue("3s") Duration searchTime, @DefaultValue("100000") @Min(1) int maxRecords) {

  /** Checks the values. */
  LogProperties {
    if (searchTime.toMillis() < 1) {
      throw new IllegalArgumentException("admit-one.ops.log.search-time must be more than nothing");
    }
  }
}
