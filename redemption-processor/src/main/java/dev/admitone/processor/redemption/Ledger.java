package dev.admitone.processor.redemption;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

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
   * Writes the changes.
   *
   * @throws LedgerConflictException if another transaction decided one of the ids, or changed what
   *     was read: everything is to be rolled back, loaded and decided again
   * @throws ContentRejectedException if the database refuses the content of a request
   */
  void save(BatchState.Changes changes);

  /**
   * Notes that snapshots of the codes are owed.
   *
   * @param dueIn when they are to be published
   */
  void owe(Collection<String> codes, Duration dueIn);
}
