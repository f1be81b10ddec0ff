package dev.admitone.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;

/**
 * Remembers which decisions were told to which callers, so that each is charged once. Bounded: what
 * is forgotten is charged again. Thread-safe.
 */
public final class Looks {

  private static final Boolean TOLD = true;

  private final Cache<UUID, Boolean> told;
  private final Cache<Look, Boolean> seen;

  private record Look(UUID requestId, String subject) {}

  Looks(int maxCount, Duration remembered) {
    this.told = Caffeine.newBuilder().maximumSize(maxCount).expireAfterWrite(remembered).build();
    this.seen = Caffeine.newBuilder().maximumSize(maxCount).expireAfterWrite(remembered).build();
  }

  /** Whether the decision of the request is told for the first time. */
  public boolean isFirst(UUID requestId) {
    return told.asMap().putIfAbsent(requestId, TOLD) == null;
  }

  /** The decision of the request was told to the caller. */
  public void saw(UUID requestId, String subject) {
    seen.put(new Look(requestId, subject), TOLD);
  }

  /** Whether it was told to the caller before. */
  public boolean hasSeen(UUID requestId, String subject) {
    return seen.getIfPresent(new Look(requestId, subject)) != null;
  }
}
