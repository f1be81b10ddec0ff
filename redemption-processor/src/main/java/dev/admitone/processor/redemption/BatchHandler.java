package dev.admitone.processor.redemption;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Port: takes one poll of one lane. */
public interface BatchHandler {

  /**
   * Decides the batch, saves the decisions and begins to publish the answers. When it returns, the
   * decisions are committed; when the future completes, the answers are acknowledged, and only then
   * may the batch's offsets be committed. Handling a batch again gives the same answers.
   *
   * @param batch records in offset order within each partition
   * @throws RuntimeException if the ledger cannot be reached: nothing or a part of the batch is
   *     committed, and the batch is to be handled again later
   */
  CompletableFuture<Void> handle(List<Delivery> batch);
}
