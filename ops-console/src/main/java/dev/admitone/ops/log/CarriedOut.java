package dev.admitone.ops.log;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of requests that were sent.
 *
 * @param sent those that the log has acknowledged; the others may be in it or not
 * @param outcomes of those that were decided while the console waited
 */
public record CarriedOut(Set<UUID> sent, Map<UUID, String> outcomes) {

  /** The outcome of the request; null: not decided yet. */
  public @Nullable String outcome(UUID requestId) {
    return outcomes.get(requestId);
  }

  /** Whether the log has acknowledged the request. */
  public boolean isSent(UUID requestId) {
    return sent.contains(requestId);
  }
}
