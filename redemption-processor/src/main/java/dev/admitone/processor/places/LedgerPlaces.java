package dev.admitone.processor.places;

import dev.admitone.processor.redemption.LedgerUnavailableException;
import dev.admitone.processor.redemption.PlaceElsewhereException;
import dev.admitone.processor.redemption.PlaceMoves;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Port: the ledger's places in the log. */
public interface LedgerPlaces {

  /**
   * Moves places as the last statement of the caller's transaction.
   *
   * @throws PlaceElsewhereException if one is not where it is known to be, a reason is set, or the
   *     topic or the database's server is not the compared one: the transaction is rolled back
   * @throws LedgerUnavailableException if the database does not respond
   */
  void move(PlaceMoves moves);

  /** Which ledger it is, on which server, and all its places, as of one moment. */
  LedgerState read();

  /** Those of the requests that have a decision. */
  Set<UUID> decided(Collection<UUID> requestIds);

  /** Adds a place, unless the partition has one by now. */
  void add(int partition, String topicId, long nextOffset);

  /** Takes a place on, unless it was moved meanwhile. */
  void advance(int partition, String topicId, long known, long next);

  /** Lets nothing be decided, for this reason, until the healing takes it away. */
  void stop(String reason);
}
