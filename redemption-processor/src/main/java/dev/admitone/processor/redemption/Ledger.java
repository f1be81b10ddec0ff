package dev.admitone.processor.redemption;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Port: where decisions are kept. All methods are called within one transaction. */
public interface Ledger {

  /**
   * Locks the invites that the requests name, then reads what deciding them takes. The lock lasts
   * until the transaction ends.
   *
   * @param isPassed where the ledger has been before: nothing new is decided there
   * @throws ContentRejectedException if the content of a request cannot be looked up
   */
  BatchState load(List<Request> requests, Predicate<Position> isPassed);

  /** As above, where the ledger has been at none of the requests. */
  default BatchState load(List<Request> requests) {
    return load(requests, _ -> false);
  }

  /**
   * Writes the changes and notes the snapshots that are owed, and then moves the ledger's places.
   *
   * @param moves null where no places are kept, or where the caller moves them
   * @throws LedgerConflictException if another transaction decided one of the ids, or changed what
   *     was read: everything is to be rolled back, loaded and decided again
   * @throws ContentRejectedException if the database refuses the content of a request
   * @throws PlaceElsewhereException if a place is not where it is known to be, and nothing may be
   *     decided: everything is to be rolled back
   */
  void save(BatchState.Changes changes, OwedSnapshots owed, @Nullable PlaceMoves moves);

  /** As above, where no snapshot is owed and no place moves. */
  default void save(BatchState.Changes changes) {
    save(changes, OwedSnapshots.NONE, null);
  }
}
