package dev.admitone.processor.healing;

import dev.admitone.processor.redemption.Outcome;

/** What the results topic says became of one record of the requests topic. */
public sealed interface Published {

  /** It was decided, for the first time. */
  record Decided(Outcome outcome) implements Published {}

  /** It was answered, and the answer changed nothing in the ledger. */
  enum Unchanging implements Published {
    /** The answer was that of the same request at another place. */
    REPEATED,
    /** The id was another request's. */
    REQUEST_ID_REUSED,
    /** No decision was possible. */
    DEAD_LETTERED
  }
}
