package dev.admitone.ops.statistics.counts;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Says which uses releases gave back: a result does not have it. */
@FunctionalInterface
public interface Releases {

  /**
   * Looks releases up.
   *
   * @return the uses by the release's request id; one is missing if no decision granted its use
   * @throws RuntimeException if it cannot be said now
   */
  Map<UUID, GivenBack> of(Collection<UUID> releases);
}
