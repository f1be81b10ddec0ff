package dev.admitone.processor.redemption;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Which snapshots go out after a batch.
 *
 * @param atOnce those that are published with the results
 * @param owed the codes that are noted with the batch, since their snapshots are published later
 * @param owedFor how much later
 * @param committed to be run once the batch is committed
 */
public record SnapshotPlan(
    Collection<Invite> atOnce, Collection<String> owed, Duration owedFor, Runnable committed) {

  /** All of them go out at once. */
  public static SnapshotPlan all(Collection<Invite> invites) {
    return new SnapshotPlan(invites, List.of(), Duration.ZERO, () -> {});
  }
}
