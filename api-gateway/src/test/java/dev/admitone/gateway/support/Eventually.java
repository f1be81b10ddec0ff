package dev.admitone.gateway.support;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** What other threads bring about. */
public final class Eventually {

  private Eventually() {}

  public static void that(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(assertion);
  }
}
