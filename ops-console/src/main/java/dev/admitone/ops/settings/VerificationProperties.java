package dev.admitone.ops.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How fast the console compares the rows of the ledger with each other and with the results.
 *
 * @param pagePause how long it waits between two pages
 * @param roundPause how long it waits after it has gone through everything
 * @param publishingTime for how long a result may be missing after that of a later request was read
 *     before the console reports it
 */
@ConfigurationProperties("admit-one.ops.verification")
public record VerificationProperties(
    @DefaultValue("100ms") Duration pagePause,
    @DefaultValue("10s") Duration roundPause,
    @DefaultValue("20s") Duration publishingTime) {

  private static final String PREFIX = "admit-one.ops.verification.";

  /** Checks the values. */
  public VerificationProperties {
    check(pagePause.toMillis() >= 1, "page-pause must be at least 1ms");
    check(roundPause.toMillis() >= 1, "round-pause must be at least 1ms");
    check(!publishingTime.isNegative(), "publishing-time must not be negative");
  }

  private static void check(boolean valid, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(PREFIX + otherwise);
    }
  }
}
