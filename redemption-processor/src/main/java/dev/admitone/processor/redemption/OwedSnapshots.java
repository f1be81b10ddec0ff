package dev.admitone.processor.redemption;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Snapshots that are published later.
 *
 * @param codes of the invites
 * @param dueIn how much later
 */
public record OwedSnapshots(Collection<String> codes, Duration dueIn) {

  /** None. */
  public static final OwedSnapshots NONE = new OwedSnapshots(List.of(), Duration.ZERO);
}
