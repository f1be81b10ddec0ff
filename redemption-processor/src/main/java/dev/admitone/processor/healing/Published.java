package dev.admitone.processor.healing;

import dev.admitone.processor.redemption.Outcome;

/** What became of one record of the requests topic, as the results topic has it. */
public sealed interface Published {

  /** It was decided, for the first time. */
  record Decided(Outcome outcome) implements Published {}

  /** It got a result, and nothing was changed in the ledger. */
  enum Unchanging implements Published {
    /** The result was that of the same request at another place. */
    REPEATED,
    /** The id was another request's. */
    REQUEST_ID_REUSED,
    /** No decision was possible. */
    DEAD_LETTERED
  }
}
