package dev.admitone.processor.redemption;

import org.jspecify.annotations.Nullable;

/** The result of one record of the requests topic, as it is published. */
public sealed interface Result {

  /** The record that it is about. */
  SourceRecord source();

  /**
   * The decision, now or, for a request sent again, when it was first decided.
   *
   * @param invite the invite after the batch; null if there is none, or the batch did not name it
   * @param ownUse with ALREADY_USED, the use that the user has at the request's offset; null once
   *     it was given back. A fact beside the decision: a repeat has the same decision, and may have
   *     another use or none
   */
  record Decided(Request request, LedgerEntry entry, @Nullable Invite invite, @Nullable Use ownUse)
      implements Result {
    @Override
    public SourceRecord source() {
      return request.source();
    }
  }

  /** The id belongs to another request. */
  record RequestIdReused(Request request) implements Result {
    @Override
    public SourceRecord source() {
      return request.source();
    }
  }

  /** A gateway asked, and there is no decision yet. The result of the question alone. */
  record NotDecided(Request request, Command.Ask ask) implements Result {
    @Override
    public SourceRecord source() {
      return request.source();
    }
  }

  /** No decision is possible. */
  record DeadLettered(Undecidable undecidable) implements Result {
    @Override
    public SourceRecord source() {
      return undecidable.source();
    }
  }
}
