package dev.admitone.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.memory.KeyedHash;
import dev.admitone.gateway.memory.TimedTable;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

  private final SettableTime time = new SettableTime();
  private final TimedTable buckets = new TimedTable(1);
  private final KeyedHash.Hash key = new KeyedHash().of(0, "ann");

  @ParameterizedTest
  @CsvSource({
    "20, 4",
    "2000, 1",
    "60, 30",
    "3, 3600",
    "7, 1",
    "1, 1",
    "999983, 1",
    "999999999, 1",
    "100000, 3600"
  })
  void saysWhatBucket4jSays(long burst, long refillSeconds) {
    compare(new Policy("user", burst, Duration.ofSeconds(refillSeconds)));
  }

  @RepeatedTest(30)
  void saysWhatBucket4jSaysOfAnyRate() {
    Random random = new Random();
    long burst = 1 + random.nextLong(1L << (1 + random.nextInt(20)));
    compare(new Policy("user", burst, Duration.ofSeconds(1 + random.nextInt(4_000))));
  }

  /** Where Bucket4j counts in floating point: a whole number of tokens comes back in a day. */
  @ParameterizedTest
  @ValueSource(longs = {1_000_000, 999_983, 80_000_000_000L})
  void countsEachTokenOfManyADay(long burst) {
    Policy policy = new Policy("service", burst, Duration.ofDays(1));
    Rate rate = new Rate(policy);
    buckets.<Long>on(key, entry -> rate.charge(entry, 2 * burst, time.nanos));
    assertThat(take(rate).untilNext())
        .isCloseTo(Duration.ofDays(1), Duration.ofDays(1).dividedBy(10_000));
    time.nanos += Duration.ofDays(1).toNanos() + Duration.ofHours(12).toNanos();
    assertThat((double) take(rate).remaining())
        .isCloseTo(burst / 2.0, Percentage.withPercentage(0.01));
    time.nanos += Duration.ofHours(12).toNanos() + Duration.ofSeconds(9).toNanos();
    assertThat(take(rate).remaining()).isEqualTo(burst - 1);
  }

  private BucketState take(Rate rate) {
    return take(rate, 1);
  }

  private BucketState take(Rate rate, int count) {
    return buckets.on(key, entry -> rate.take(entry, count, time.nanos));
  }

  private void giveBack(Rate rate, Bucket bucket, int count) {
    bucket.addTokens(count);
    var _ = buckets.<Long>on(key, entry -> rate.giveBack(entry, count, time.nanos));
  }

  private void compare(Policy policy) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Rate rate = new Rate(policy);
    Bucket bucket =
        Bucket.builder()
            .addLimit(
                limit ->
                    limit.capacity(policy.burst()).refillGreedy(policy.burst(), policy.refill()))
            .withCustomTimePrecision(time)
            .build();
    long tokenNanos = policy.refill().toNanos() / policy.burst();
    for (int step = 0; step < 3_000; step++) {
      time.nanos +=
          switch (random.nextInt(20)) {
            case 0 -> random.nextLong(2 * policy.refill().toNanos());
            case 1, 2 -> tokenNanos;
            case 3, 4, 5 -> random.nextLong(3 * tokenNanos + 1);
            default -> 0;
          };
      if (random.nextInt(10) == 0) {
        charge(rate, bucket, policy.burst(), 1 + random.nextInt(10));
      }
      // Most of what it holds, so that large buckets become empty, too.
      if (random.nextInt(10) == 0 && policy.burst() > 100) {
        charge(rate, bucket, policy.burst(), policy.burst() - random.nextInt(100));
      }
      if (random.nextInt(10) == 0) {
        giveBack(rate, bucket, 1 + random.nextInt(10));
      }
      int count = (int) Math.min(policy.burst(), 1 + random.nextInt(3));
      ConsumptionProbe expected = bucket.tryConsumeAndReturnRemaining(count);
      assertThat(take(rate, count))
          .as("seed %d, step %d, %s", seed, step, policy)
          .isEqualTo(
              new BucketState(
                  policy,
                  expected.isConsumed(),
                  Math.max(0, expected.getRemainingTokens()),
                  Duration.ofNanos(expected.getNanosToWaitForReset()),
                  Duration.ofNanos(expected.getNanosToWaitForRefill())));
    }
  }

  private void charge(Rate rate, Bucket bucket, long burst, long tokens) {
    long extra = Math.min(tokens, bucket.getAvailableTokens() + burst);
    if (extra > 0) {
      bucket.consumeIgnoringRateLimits(extra);
    }
    assertThat(buckets.<Long>on(key, entry -> rate.charge(entry, tokens, time.nanos)))
        .isEqualTo(Math.max(0, extra));
  }

  /** A time that a test moves. */
  private static final class SettableTime implements TimeMeter {

    private long nanos;

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
