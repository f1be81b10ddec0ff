package dev.admitone.processor.healing;

import dev.admitone.processor.redemption.Delivery;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Port: the log as a healing reads it, and what it writes to it. */
public interface HealingLog {

  /**
   * A partition of the requests topic.
   *
   * @param topicId the topic's; another one if the topic was made again
   * @param start the first offset that it still has
   * @param end the offset that the next record gets
   * @param committed how far the lanes have committed, on this topic; null if they have not
   */
  record Partition(int number, String topicId, long start, long end, @Nullable Long committed) {}

  /**
   * A result that tells a decision for the first time.
   *
   * @param offset of the request
   * @param decision the outcome, or the reason of the refusal
   */
  record FirstResult(
      UUID requestId, String code, @Nullable String userId, long offset, String decision) {}

  /**
   * What was read of a partition.
   *
   * @param from where it was begun to read
   * @param next where the next batch begins
   */
  record Batch(List<Delivery> deliveries, long from, long next) {}

  /** The partitions as they are now, by number. */
  List<Partition> partitions();

  /** The offset of the first request that was appended then or later; the end if there is none. */
  long requestSince(int partition, Instant time);

  /** The append time of the record at that offset; empty if there is no such record. */
  Optional<Instant> appendedAt(int partition, long offset);

  /** The end of each partition of the results topic. */
  Map<Integer, Long> resultsEnds();

  /** Returns when no result was appended for so long. */
  void awaitStillResults(Duration howLong);

  /**
   * The highest offset of a request with a result, among the results from that one on; -1 if there
   * is none.
   *
   * @param since only results of younger requests are looked for; null: of all
   */
  long lastRequestWithResult(int partition, long firstResult, @Nullable Instant since);

  /**
   * When the oldest result was appended, among the results from that one on; empty if none of them
   * is gone, and the end of time if all are.
   */
  Optional<Instant> oldestResult(int partition, long firstResult);

  /** The results of the requests between the offsets. */
  PublishedResults published(
      int partition, long firstResult, @Nullable Instant since, long from, long to);

  /**
   * Hands over the results that decided something, with the results from that one on.
   *
   * @param since only results of younger requests are looked for; null: of all
   */
  void results(
      int partition,
      long firstResult,
      @Nullable Instant since,
      Consumer<List<FirstResult>> batches);

  /** Hands over the records between the offsets, in order; the last batch reaches to the end. */
  void requests(int partition, long from, long to, Consumer<Batch> batches);

  /** Hands over all that the invites topic has, of each code the newest at last. */
  void snapshots(Consumer<List<Snapshot>> batches);

  /** Publishes, and returns when the broker has acknowledged everything. */
  void publish(List<Result> results, Collection<Invite> snapshots);

  /** Makes the lanes begin at these offsets. */
  void commit(UUID ledgerId, Map<Integer, Long> offsets);
}
