package dev.admitone.processor.redemption;

import java.util.Collection;

/**
 * Which snapshots go out after a batch.
 *
 * @param atOnce those that are published with the results
 * @param owed those that are noted with the batch, since they are published later
 * @param committed to be run once the batch is committed
 */
public record SnapshotPlan(Collection<Invite> atOnce, OwedSnapshots owed, Runnable committed) {

  /** All of them go out at once. */
  public static SnapshotPlan all(Collection<Invite> invites) {
    return new SnapshotPlan(invites, OwedSnapshots.NONE, () -> {});
  }
}
