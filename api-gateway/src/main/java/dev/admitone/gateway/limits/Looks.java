package dev.admitone.gateway.limits;

import dev.admitone.gateway.memory.KeyedHash;
import dev.admitone.gateway.memory.TimedTable;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Remembers which decisions were told to which callers, so that each is charged once. Bounded: what
 * is forgotten is charged again. Thread-safe.
 */
public final class Looks {

  private static final String ANY_SUBJECT = "";

  private final LongSupplier nanoTime;
  private final long startNanos;
  private final long rememberedNanos;
  private final KeyedHash hashes = new KeyedHash();
  private final TimedTable told;
  private final TimedTable seen;

  /**
   * @param nanoTime nanoseconds since any start, as {@link System#nanoTime}
   */
  Looks(int maxCount, Duration remembered, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.rememberedNanos = remembered.toNanos();
    this.told = new TimedTable(maxCount);
    this.seen = new TimedTable(maxCount);
  }

  /** Whether the decision of the request is told for the first time. */
  public boolean isFirst(UUID requestId) {
    long now = now();
    return told.on(
        hashes.of(requestId, ANY_SUBJECT),
        entry -> {
          boolean isFirst = entry.until() <= now;
          if (isFirst) {
            entry.set(now + rememberedNanos, 0);
          }
          return isFirst;
        });
  }

  /** The decision of the request was told to the caller. */
  public void saw(UUID requestId, String subject) {
    long until = now() + rememberedNanos;
    var _ = seen.on(hashes.of(requestId, subject), entry -> entry.set(until, 0));
  }

  /** Whether it was told to the caller before. */
  public boolean hasSeen(UUID requestId, String subject) {
    long now = now();
    return seen.on(hashes.of(requestId, subject), entry -> entry.until() > now);
  }

  private long now() {
    return nanoTime.getAsLong() - startNanos;
  }
}
