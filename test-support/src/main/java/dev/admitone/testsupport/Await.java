package dev.admitone.testsupport;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what other threads and processes bring about. */
public final class Await {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
  private static final Duration WAIT_MAX = Duration.ofMinutes(10);

  private Await() {}

  /** Long enough for a busy machine; a green test never waits so long. */
  public static ConditionFactory patiently() {
    return Awaitility.await().pollInterval(POLL_INTERVAL).atMost(WAIT_MAX);
  }
}
