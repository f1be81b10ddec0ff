package dev.admitone.processor.redemption;

import java.util.concurrent.CompletableFuture;

/** Port: takes one poll of one lane. */
public interface BatchHandler {

  /**
   * Decides the batch, saves the decisions and begins to publish the results. When it returns, the
   * decisions are committed; when the future completes, the results are acknowledged, and only then
   * may the batch's offsets be committed. Handling a batch again gives the same results: below the
   * ledger's place it is only read.
   *
   * @throws PlaceElsewhereException if the ledger's places are not where the lane knows them to be:
   *     the lane begins again as after an assignment
   * @throws RuntimeException if the ledger cannot be reached: nothing or a part of the batch is
   *     committed, and the batch is to be handled again later
   */
  CompletableFuture<Void> handle(Batch batch);
}
