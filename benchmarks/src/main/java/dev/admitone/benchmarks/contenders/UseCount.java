package dev.admitone.benchmarks.contenders;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Compares the uses that were recorded with those that responses reported. */
public final class UseCount {

  private static final Duration CATCH_UP_MAX = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

  private UseCount() {}

  /**
   * Each user redeems once, and codes have no limit, so each request that was sent ends in a use:
   * each use that a response reported exists, and none exists twice. A request whose connection was
   * closed at the end may be decided later, or, on its way, never.
   *
   * @throws IllegalStateException if there are fewer uses than were reported, or more than sent
   */
  public static void awaitBetween(long reported, long sent, LongSupplier countedUses) {
    long deadline = System.nanoTime() + CATCH_UP_MAX.toNanos();
    long uses = countedUses.getAsLong();
    long before = -1;
    // Until no more uses come: requests that are still in the queue belong to this load.
    while (uses != before && System.nanoTime() < deadline) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      before = uses;
      uses = countedUses.getAsLong();
    }
    if (uses < reported || uses > sent) {
      throw new IllegalStateException(
          "Not correct, so not counted: %d uses, but %d were reported and %d were sent"
              .formatted(uses, reported, sent));
    }
  }
}
