package dev.admitone.processor.redemption;

import org.jspecify.annotations.Nullable;

/** What is told about one record of the requests topic. */
public sealed interface Answer {

  /** The record that is answered. */
  SourceRecord source();

  /**
   * The decision, now or, for a request sent again, when it was first decided.
   *
   * @param inviteVersion the invite's version after the batch; null if there is no such invite
   */
  record Decided(Request request, LedgerEntry entry, @Nullable Long inviteVersion)
      implements Answer {
    @Override
    public SourceRecord source() {
      return request.source();
    }
  }

  /** The id belongs to another request. */
  record RequestIdReused(Request request) implements Answer {
    @Override
    public SourceRecord source() {
      return request.source();
    }
  }

  /** No decision is possible. */
  record DeadLettered(Undecidable undecidable) implements Answer {
    @Override
    public SourceRecord source() {
      return undecidable.source();
    }
  }
}
