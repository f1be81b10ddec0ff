package dev.admitone.processor;

import dev.admitone.processor.redemption.BatchDecisions;
import dev.admitone.processor.redemption.Delivery;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Result;
import dev.admitone.processor.redemption.SnapshotPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What became of a batch so far, over all transactions that it took. Used by one thread. */
final class BatchOutcome {

  private final Map<Position, Result> results = new HashMap<>();
  private final Map<String, Invite> snapshots = new HashMap<>();
  private int requestsPassed;

  void add(Result result) {
    results.put(result.source().position(), result);
  }

  void add(BatchDecisions decisions, SnapshotPlan plan) {
    decisions.results().forEach(this::add);
    plan.atOnce().forEach(invite -> snapshots.put(invite.code(), invite));
  }

  /** That many of the batch's requests lie before the places that were written last. */
  void passed(int requests) {
    requestsPassed = requests;
  }

  int requestsPassed() {
    return requestsPassed;
  }

  Collection<Result> results() {
    return results.values();
  }

  Collection<Invite> snapshots() {
    return snapshots.values();
  }

  /** Refreshes have no result. */
  List<Result> inOrderOf(List<Delivery> batch) {
    List<Result> ordered = new ArrayList<>(batch.size());
    for (Delivery delivery : batch) {
      Result result = results.get(delivery.position());
      if (result != null) {
        ordered.add(result);
      }
    }
    return ordered;
  }
}
