package dev.admitone.processor.healing;

import dev.admitone.processor.healing.Reconciliation.Touched;
import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.Request;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Port: the ledger as a healing reads and writes it. */
public interface HealingLedger {

  /** An invite to compare: what the ledger and the topic have, and whether a healing touched it. */
  record Compared(
      String code, @Nullable Invite row, @Nullable Snapshot topic, @Nullable Touched touched) {}

  /**
   * Takes the right to heal, until the process ends.
   *
   * @return false if another process has it
   */
  boolean begin();

  /** Runs it in one transaction. */
  <T> T inTransaction(Supplier<T> work);

  /** Runs it in one transaction, which is rolled back. */
  void tryOut(Runnable work);

  /** The ledger's id. */
  UUID id();

  /** Gives the ledger another id. */
  void renew();

  /** The places, by partition. */
  List<Place> places();

  /** Adds the place, unless the partition has one. */
  void add(Place place);

  /** Keeps every lane from deciding. */
  void stopLanes(String reason);

  /** Lets the lanes decide. */
  void releaseLanes();

  /** Moves a place on. */
  void move(int partition, long next, @Nullable Long last, @Nullable Instant lastAppendedAt);

  /** Makes a place the beginning of another log. */
  void restart(int partition, String topicId, long next, long firstResult);

  /** Locks and reads what the requests are about. */
  BatchState load(List<Request> requests);

  /**
   * Writes invites that the ledger lacks, and keeps them as changes made by SQL that the first
   * request about each came after.
   */
  void adopt(List<CarryingOut.Adopted> adopted);

  /** Writes it. */
  void save(BatchState.Changes changes);

  /** Which of the ids are not decided. */
  Set<UUID> undecided(Collection<UUID> ids);

  /** Forgets the snapshots of an earlier healing. */
  void forgetSnapshots();

  /** Keeps snapshots, of each code the one with the highest version. */
  void keep(Collection<Snapshot> snapshots);

  /** The kept snapshots of the codes; of some codes none is kept. */
  Map<String, Snapshot> snapshots(Set<String> codes);

  /** Remembers that decisions were carried out on these codes; what is known of them stays. */
  void touch(Map<String, Touched> codes);

  /**
   * The next codes whose snapshot is newer than the ledger or that were touched, after that one.
   */
  List<Compared> compare(String after, int countMax);

  /**
   * Writes the invites, forgets that they were touched, and notes that they are to be published.
   */
  void reconcile(List<Reconciliation> reconciliations);

  /**
   * Notes the next codes after that one, to be published.
   *
   * @return the last of them; empty if there was none
   */
  String noteAfter(String code, int countMax);
}
