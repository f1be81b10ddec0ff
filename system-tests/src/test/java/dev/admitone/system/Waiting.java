package dev.admitone.system;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long tests wait for what must come. */
public final class Waiting {

  private Waiting() {}

  /** Long enough for a busy machine; a green test never waits so long. */
  public static ConditionFactory patiently() {
    return Awaitility.await().pollInterval(Duration.ofMillis(100)).atMost(Duration.ofMinutes(2));
  }
}
