package dev.admitone.gateway.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimedTableTest {

  private static final int KEY_COUNT = 200;

  private final KeyedHash hashes = new KeyedHash();

  private record Value(long until, long rest) {}

  /** So many keys as always have a place each, however they are spread. */
  @RepeatedTest(10)
  void isAMapAsLongAsNothingIsTooMuch() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TimedTable table = new TimedTable(100 * KEY_COUNT);
    Map<Integer, Value> model = new HashMap<>();
    for (int step = 1; step < 20_000; step++) {
      int key = random.nextInt(KEY_COUNT);
      if (random.nextBoolean()) {
        Value value = new Value(step + random.nextInt(1_000), random.nextLong());
        var _ = table.on(hash(key), entry -> entry.set(value.until, value.rest));
        model.put(key, value);
      }
      Value known = model.getOrDefault(key, new Value(0, 0));
      assertThat(table.<Value>on(hash(key), entry -> new Value(entry.until(), entry.rest())))
          .as("seed %d, step %d", seed, step)
          .isEqualTo(known);
      if (step % 1_000 == 0) {
        long now = step;
        assertThat(table.count(now))
            .isEqualTo(model.values().stream().filter(value -> value.until > now).count());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 17, 100})
  void hasNoMoreEntriesThanItMayHave(int maxCount) {
    TimedTable table = new TimedTable(maxCount);
    for (int i = 0; i < 10_000; i++) {
      var _ = table.on(hash(i), entry -> entry.set(1_000_000, 0));
    }
    assertThat(table.count(0)).isBetween(Math.max(1L, maxCount - 15L), (long) maxCount);
  }

  @Test
  void theOneWhoseTimeComesNextGoesFirst() {
    TimedTable table = new TimedTable(16);
    for (int i = 0; i < 16; i++) {
      long until = 100L + i;
      var _ = table.on(hash(i), entry -> entry.set(until, 0));
    }
    for (int i = 100; i < 115; i++) {
      var _ = table.on(hash(i), entry -> entry.set(1_000, 0));
    }
    assertThat(table.<Long>on(hash(14), TimedTable.Entry::until)).isZero();
    assertThat(table.<Long>on(hash(15), TimedTable.Entry::until)).isEqualTo(115);
    // A look at what is not there takes no place.
    assertThat(table.<Long>on(hash(200), TimedTable.Entry::until)).isZero();
    assertThat(table.<Long>on(hash(15), TimedTable.Entry::until)).isEqualTo(115);
  }

  private KeyedHash.Hash hash(int key) {
    return hashes.of(0, String.valueOf(key));
  }
}
