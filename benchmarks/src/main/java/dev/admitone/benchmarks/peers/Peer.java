package dev.admitone.benchmarks.peers;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Another way to redeem codes: never beyond a code's limit, at most once per user, and durable
 * before it says so. Any thread may call it.
 */
public interface Peer extends AutoCloseable {

  /** Creates codes; they are there when it returns. For the thread that runs the steps. */
  void create(List<NewCode> codes) throws Exception;

  /**
   * Redeems a code. The future completes when the decision is durable, on a thread of the peer, or
   * with an exception when that is not known: the same request may then be sent again.
   */
  CompletableFuture<PeerDecision> redeem(UUID requestId, String code, String userId);

  /** How many uses its own store has, of all codes. For the thread that runs the steps. */
  long uses();

  /**
   * Requires that each code's own count is right, where there is one.
   *
   * @throws IllegalStateException if it is not
   */
  default void requireCounted() {}

  /** Its processes beside this JVM and the database. */
  default List<ProcessHandle> processes() {
    return List.of();
  }

  /** Counts since its start: those that end with {@code .count}, and the {@code .total} of each. */
  default Map<String, Double> counts() {
    return Map.of();
  }

  /** Ends what it started. What it has acknowledged is there again after the next start. */
  @Override
  void close();
}
