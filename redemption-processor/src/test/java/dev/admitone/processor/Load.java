package dev.admitone.processor;

import dev.admitone.schemas.avro.RedemptionRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Users who redeem codes one after the other for as long as the test wants. */
final class Load implements AutoCloseable {

  private static final int AT_ONCE = 20;

  /** Between two rounds: at most 1,000 a second, so that a lane is soon at the end. */
  private static final long PACE_NANOS = 20_000_000;

  private final List<String> codes =
      IntStream.range(0, 6).mapToObj(_ -> TestRequests.newCode()).toList();
  private final List<RedemptionRequest> sent = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean enough;
  private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
  private int users;

  /** The creations of the codes that are redeemed. */
  List<RedemptionRequest> creations(long maxUses) {
    List<RedemptionRequest> creations =
        codes.stream().map(code -> TestRequests.create(code, maxUses)).toList();
    sent.addAll(creations);
    return creations;
  }

  /** So many redemptions, each by another user. */
  List<RedemptionRequest> redemptions(int count) {
    List<RedemptionRequest> all =
        IntStream.range(0, count)
            .mapToObj(i -> TestRequests.redeem(codes.get(i % codes.size()), "user-" + users++))
            .toList();
    sent.addAll(all);
    return all;
  }

  /** All that the log took. */
  List<RedemptionRequest> sent() {
    return List.copyOf(sent);
  }

  /** Begins to redeem. */
  Load on(TestLog log) {
    enough = false;
    running = CompletableFuture.runAsync(() -> append(log));
    return this;
  }

  private void append(TestLog log) {
    try {
      while (!enough) {
        log.append(redemptions(AT_ONCE));
        LockSupport.parkNanos(PACE_NANOS);
      }
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Ends it, and returns when all is in the log. */
  @Override
  public void close() {
    enough = true;
    running.join();
  }
}
