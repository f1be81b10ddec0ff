package dev.admitone.gateway.invites;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that the table gets full before it is, and once it is. Used by one thread. */
final class TableBound {

  private static final Logger LOG = LoggerFactory.getLogger(TableBound.class);

  private static final double NEARLY_FULL = 0.8;

  private final InviteTable table;
  private boolean hasWarned;
  private boolean hasToldFull;

  TableBound(InviteTable table) {
    this.table = table;
  }

  /** What of the table is taken, from 0 to 1. */
  double share() {
    return (double) table.bytes() / table.maxBytes();
  }

  /** Writes a line when the table has become nearly full, and when it has become full. */
  void check() {
    if (!hasWarned && share() >= NEARLY_FULL) {
      hasWarned = true;
      LOG.warn(
          "The invites take 80% of the memory that they may: {} codes, {} of {} bytes. Raise"
              + " admit-one.gateway.invites.max-size, and the process's memory with it, before"
              + " validate responds 503 for new codes",
          table.codes(), table.bytes(), table.maxBytes());
    }
    if (!hasToldFull && table.leftOut() > 0) {
      hasToldFull = true;
      LOG.error(
          "There is no space for more than {} invites: validate responds 503 for codes beyond them."
              + " Redemptions go on. Raise admit-one.gateway.invites.max-size, and the process's"
              + " memory with it",
          table.codes());
    }
  }
}
