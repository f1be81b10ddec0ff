package dev.admitone.processor.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class UnacknowledgedBatchesTest {

  private final UnacknowledgedBatches inFlight = new UnacknowledgedBatches(2);
  private final List<String> acknowledged = new ArrayList<>();
  private final CompletableFuture<Void> first = new CompletableFuture<>();
  private final CompletableFuture<Void> second = new CompletableFuture<>();

  @Test
  void acknowledgesBatchesInTheirOrder() {
    var _ = add("first", first);
    var _ = add("second", second);

    second.complete(null);
    assertThat(acknowledged).isEmpty();

    first.complete(null);
    assertThat(acknowledged).containsExactly("first", "second");
  }

  @Test
  void acknowledgesNothingAfterABatchThatWasNotPublished() {
    var _ = add("first", first);
    CompletableFuture<Void> settled = add("second", second);

    second.complete(null);
    first.completeExceptionally(new IllegalStateException("no broker"));

    assertThat(acknowledged).isEmpty();
    assertThat(settled).isCompletedExceptionally();
    assertThat(inFlight.hasFailed()).isTrue();
  }

  @Test
  void hasRoomAgainOnceTheOldestBatchIsAcknowledged() {
    var _ = add("first", first);
    var _ = add("second", second);
    assertThat(inFlight.awaitCapacity(Duration.ZERO)).isFalse();

    first.complete(null);

    assertThat(inFlight.awaitCapacity(Duration.ZERO)).isTrue();
  }

  /** Else a hand-over would commit without the last batch, and its new owner answer it again. */
  @Test
  void whoWaitsGoesOnOnlyWhenTheAcknowledgementIsNoted() throws InterruptedException {
    CountDownLatch noting = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    var _ =
        inFlight.add(
            first,
            () -> {
              noting.countDown();
              awaitUninterruptibly(goOn);
              acknowledged.add("first");
            });
    var _ = add("second", CompletableFuture.completedFuture(null));

    Thread broker = Thread.ofVirtual().start(() -> first.complete(null));
    noting.await();
    assertThat(inFlight.awaitCapacity(Duration.ZERO)).isFalse();

    goOn.countDown();
    broker.join();
    inFlight.await(Duration.ZERO);
    assertThat(acknowledged).containsExactly("first", "second");
  }

  private CompletableFuture<Void> add(String name, CompletableFuture<Void> published) {
    return inFlight.add(published, () -> acknowledged.add(name));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
