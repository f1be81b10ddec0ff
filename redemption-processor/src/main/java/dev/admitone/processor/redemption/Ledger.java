package dev.admitone.processor.redemption;

import java.util.List;

/** Port: where decisions are kept. Both methods are called within one transaction. */
public interface Ledger {

  /**
   * Locks the invites that the requests name, then reads what deciding them takes. The lock holds
   * until the transaction ends.
   *
   * @throws ContentRejectedException if the content of a request cannot be looked up
   */
  BatchState load(List<Request> requests);

  /**
   * Writes the changes.
   *
   * @throws LedgerConflictException if another transaction decided one of the ids, or changed what
   *     was read: everything is to be rolled back, loaded and decided again
   * @throws ContentRejectedException if the database refuses the content of a request
   */
  void save(BatchState.Changes changes);
}
