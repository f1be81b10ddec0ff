package dev.admitone.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.testsupport.Await;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final int MAX_BUCKETS = 100;

  private final SettableTime time = new SettableTime();
  private final Limits limits = new Limits(settings(10, Duration.ofSeconds(10)), time);

  @Test
  void aBucketHoldsItsBurstAndFillsEvenly() {
    for (int left = 9; left >= 0; left--) {
      BucketState standing = limits.takeUser("ann");
      assertThat(standing.admitted()).isTrue();
      assertThat(standing.remaining()).isEqualTo(left);
    }
    BucketState refused = limits.takeUser("ann");
    assertThat(refused.admitted()).isFalse();
    assertThat(refused.remaining()).isZero();
    assertThat(refused.untilNext()).isEqualTo(Duration.ofSeconds(1));
    assertThat(refused.untilFull()).isEqualTo(Duration.ofSeconds(10));

    time.pass(Duration.ofMillis(999));
    assertThat(limits.takeUser("ann").admitted()).isFalse();
    time.pass(Duration.ofMillis(1));
    assertThat(limits.takeUser("ann").admitted()).isTrue();
    assertThat(limits.takeUser("ann").admitted()).isFalse();
  }

  @Test
  void everybodyHasABucketOfTheirOwn() {
    for (int i = 0; i < 11; i++) {
      limits.takeUser("ann");
    }
    assertThat(limits.takeUser("ann").admitted()).isFalse();
    assertThat(limits.takeUser("bob").admitted()).isTrue();
    assertThat(limits.takeService("ann").admitted()).isTrue();
    assertThat(limits.takeAddress("ann").admitted()).isTrue();
  }

  @Test
  void anUnknownCodeCostsTenTimesAsMuch() {
    limits.takeUser("ann");
    limits.chargeUser("ann");
    BucketState refused = limits.takeUser("ann");
    assertThat(refused.admitted()).isFalse();
    assertThat(refused.untilNext()).isEqualTo(Duration.ofSeconds(1));

    // One a second would be ten times too many: the debt is paid first.
    time.pass(Duration.ofSeconds(1));
    assertThat(limits.takeUser("ann").admitted()).isTrue();
    limits.chargeUser("ann");
    time.pass(Duration.ofSeconds(9));
    assertThat(limits.takeUser("ann").admitted()).isFalse();
    time.pass(Duration.ofSeconds(1));
    assertThat(limits.takeUser("ann").admitted()).isTrue();
  }

  @Test
  void nobodyGetsDeeperIntoDebtThanTheirBucketIsHigh() {
    for (int i = 0; i < 1_000; i++) {
      limits.chargeUser("ann");
    }
    time.pass(Duration.ofSeconds(10));
    assertThat(limits.takeUser("ann").admitted()).isFalse();
    time.pass(Duration.ofSeconds(1));
    assertThat(limits.takeUser("ann").admitted()).isTrue();
  }

  @Test
  void howeverManyCallersThereAreTheBucketsKeptAreBounded() {
    for (int i = 0; i < 100 * MAX_BUCKETS; i++) {
      limits.takeAddress("a" + i);
    }
    assertThat(limits.bucketCount()).isLessThanOrEqualTo(MAX_BUCKETS);
  }

  @Test
  void aBucketThatIsFullAgainIsForgotten() {
    limits.takeUser("ann");
    assertThat(limits.bucketCount()).isEqualTo(1);
    time.pass(Duration.ofSeconds(21));
    assertThat(limits.bucketCount()).isZero();
  }

  /** A flood of names comes after the caller that is at its limit, and each takes one token. */
  @Test
  void aFloodOfNamesFreesNoCallerThatIsAtItsLimit() {
    for (int i = 0; i < 11; i++) {
      limits.takeUser("ann");
    }
    for (int i = 0; i < 1_000 * MAX_BUCKETS; i++) {
      assertThat(limits.takeUser("name" + i).remaining()).isEqualTo(9);
    }
    assertThat(limits.takeUser("ann").admitted()).isFalse();
  }

  @Test
  void callersAtTheSameTimeGetNoMoreThanTheBucketHolds() throws Exception {
    Callable<Integer> caller =
        () -> {
          int admitted = 0;
          for (int i = 0; i < 10_000; i++) {
            admitted += limits.takeUser("ann").admitted() ? 1 : 0;
            limits.takeUser("name" + i);
          }
          return admitted;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> all =
          threads.invokeAll(IntStream.range(0, 4).mapToObj(_ -> caller).toList());
      int admitted = 0;
      for (Future<Integer> one : all) {
        admitted += one.get();
      }
      assertThat(admitted).isEqualTo(10);
    }
  }

  /** A thread may stand still at any point, while the collector or other threads run. */
  @Test
  void aCallerThatStoodStillForLongIsNotRefusedForIt() throws Exception {
    var overtaken = new OvertakenTime(Duration.ofMinutes(1));
    Limits all = new Limits(settings(10, Duration.ofSeconds(10)), overtaken);
    Thread other = Thread.ofPlatform().unstarted(() -> all.takeUser("ann"));

    overtaken.next(other);
    assertThat(all.takeUser("ann").admitted()).isTrue();
    other.join();
  }

  @Test
  void aRateThatIsNotToBeCountedIsRefused() {
    assertThatThrownBy(() -> settings(2_000_000_000, Duration.ofSeconds(2)))
        .hasMessage(
            "admit-one.gateway.limits.user-burst must be below 1000000000 for each second of"
                + " user-refill");
    settings(1_999_999_999, Duration.ofSeconds(2));
  }

  @Test
  void aBucketThatCanHoldNothingOrNeverFillsIsRefused() {
    assertThatThrownBy(() -> settings(0, Duration.ofSeconds(1)))
        .hasMessage("admit-one.gateway.limits.user-burst must be at least 1");
    for (Duration refill : new Duration[] {Duration.ZERO, Duration.ofMillis(1_500)}) {
      assertThatThrownBy(() -> settings(1, refill))
          .hasMessage("admit-one.gateway.limits.user-refill must be one or more whole seconds");
    }
  }

  private static LimitProperties settings(long burst, Duration refill) {
    return new LimitProperties(
        burst, refill, burst, refill, burst, refill, 10, MAX_BUCKETS, 1, null, 1);
  }

  /** A time that a test moves; it begins anywhere, as the JVM's does. */
  private static final class SettableTime implements LongSupplier {

    private long nanos = Long.MAX_VALUE - 5;

    void pass(Duration duration) {
      nanos += duration.toNanos();
    }

    @Override
    public long getAsLong() {
      return nanos;
    }
  }

  /** The next thread that asks for the time goes on only when another one went as far as it can. */
  private static final class OvertakenTime implements LongSupplier {

    private static final Set<Thread.State> STOPPED =
        EnumSet.of(Thread.State.BLOCKED, Thread.State.TERMINATED);

    private final Duration stoodStill;
    private final AtomicReference<@Nullable Thread> next = new AtomicReference<>();
    private volatile boolean isLater;

    OvertakenTime(Duration stoodStill) {
      this.stoodStill = stoodStill;
    }

    void next(Thread other) {
      next.set(other);
    }

    @Override
    public long getAsLong() {
      Thread other = next.getAndSet(null);
      if (other == null) {
        return isLater ? stoodStill.toNanos() : 0;
      }
      isLater = true;
      other.start();
      Await.patiently().until(other::getState, STOPPED::contains);
      return 0;
    }
  }
}
