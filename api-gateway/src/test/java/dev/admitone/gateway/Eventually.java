package dev.admitone.gateway;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** What other threads bring about. */
final class Eventually {

  private Eventually() {}

  static void that(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(assertion);
  }
}
