package dev.admitone.ops.drift;

import java.util.Set;

/** Looks for drift of some kinds. It only reads. */
interface DriftCheck {

  /** Takes what a check finds, and gives it its pace. */
  interface Round {

    /**
     * A page was looked at: it is counted.
     *
     * @param more whether another page follows, before which there is a pause
     */
    void looked(boolean more) throws InterruptedException;

    /** Takes note of a drift. */
    void found(Drift drift);
  }

  /** The kinds that it looks for. */
  Set<DriftKind> kinds();

  /**
   * Looks at everything once.
   *
   * @throws dev.admitone.ops.ledger.LedgerUnavailableException if the database cannot be asked now
   * @throws dev.admitone.ops.ledger.LedgerTooSlowException if the database ended a statement
   * @throws org.apache.kafka.common.KafkaException if the log cannot be read now
   */
  void run(Round round) throws InterruptedException;
}
