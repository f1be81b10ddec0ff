package dev.admitone.processor.redemption;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Port: publishes the results. */
public interface ResultPublisher {

  /**
   * Which of a batch's snapshots go out with its results. Called within the batch's transaction,
   * which notes what is owed.
   */
  default SnapshotPlan plan(BatchDecisions decisions) {
    return SnapshotPlan.all(decisions.snapshots());
  }

  /**
   * Appends the results, in the order given, and the snapshots. Called once the decisions are
   * committed, by one thread for each lane; later calls' records come after earlier ones'.
   *
   * @return completes when the broker has acknowledged everything; fails if it will not
   */
  CompletableFuture<Void> publish(List<Result> results, Collection<Invite> snapshots);
}
