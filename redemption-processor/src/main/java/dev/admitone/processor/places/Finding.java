package dev.admitone.processor.places;

import java.util.UUID;

/** What comparing ledger and log found about one partition. */
public sealed interface Finding {

  /** They agree. */
  record Together() implements Finding {}

  /**
   * The ledger has no place, or one below what was decided: older processors move none. The
   * requests before the mark show whether it lacks decisions.
   *
   * @param place the ledger's; -1: none
   * @param mark how far decisions have come as the log shows
   */
  record BelowMark(int partition, long place, long mark) implements Finding {}

  /** A difference that only the healing can repair, in words. */
  record Apart(String what) implements Finding {}

  /** The group belongs to another ledger. */
  record ForeignLedger(int partition, UUID ledgerId) implements Finding {}

  /** The group has committed offsets, and the ledger is empty. */
  record EmptyLedger(int partition, long committed) implements Finding {}
}
