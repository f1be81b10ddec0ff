package dev.admitone.testsupport;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.pollinterval.PollInterval;

/** Waits for what other threads and processes bring about. */
public final class Await {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration PAUSE_MAX = Duration.ofMillis(100);
  private static final Duration CLOSE_PAUSE = Duration.ofMillis(20);
  private static final Duration WAIT_MAX = Duration.ofMinutes(10);

  private Await() {}

  /**
   * Long enough for a busy machine; a green test never waits so long. The pauses between two looks
   * grow, so that what takes seconds is not delayed by the looks at it.
   */
  public static ConditionFactory patiently() {
    return every(Await::longer).pollDelay(FIRST_PAUSE);
  }

  /** As above, with short pauses: for a moment that is soon over. */
  public static ConditionFactory closely() {
    return every((_, _) -> CLOSE_PAUSE);
  }

  private static ConditionFactory every(PollInterval pauses) {
    return Awaitility.await().pollInterval(pauses).atMost(WAIT_MAX);
  }

  private static Duration longer(int looks, Duration before) {
    Duration longer = before.multipliedBy(3).dividedBy(2);
    return longer.compareTo(PAUSE_MAX) < 0 ? longer : PAUSE_MAX;
  }
}
