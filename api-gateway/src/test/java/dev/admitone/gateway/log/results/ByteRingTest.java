package dev.admitone.gateway.log.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRingTest {

  private static final long SMALL = 1 << 20;
  private static final int LONG_MAX = 20_000;

  /** An entry as it was written. */
  private record Written(long place, byte value, int length) {}

  /** Also where places begin again at zero. */
  @ParameterizedTest
  @ValueSource(longs = {0, (1L << 28) - 3, (1L << 40) - 1})
  void entriesStayAsTheyWereWrittenUntilTheyAreDropped(long firstNumber) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ByteRing ring = new ByteRing(SMALL, firstNumber);
    ArrayDeque<Written> written = new ArrayDeque<>();
    long now = 0;
    for (int step = 0; step < 20_000; step++) {
      boolean grows = step / 2_000 % 2 == 0;
      if (written.isEmpty() || random.nextInt(10) < (grows ? 7 : 3)) {
        int length = random.nextInt(100) == 0 ? random.nextInt(LONG_MAX) : 1 + random.nextInt(300);
        now += random.nextInt(1_000) == 0 ? Duration.ofDays(30).toMillis() : 1;
        long place = ring.append(length, now);
        assertThat(now - ring.baseMillis(place)).isBetween(0L, (long) Integer.MAX_VALUE);
        byte value = (byte) step;
        Arrays.fill(ring.bytes(place), ring.at(place), ring.at(place) + length, value);
        assertThat(written.isEmpty() || ring.rank(written.getLast().place) < ring.rank(place))
            .as("seed %d, step %d", seed, step)
            .isTrue();
        written.add(new Written(place, value, length));
      } else {
        Written oldest = written.remove();
        assertThat(ring.oldest()).as("seed %d, step %d", seed, step).isEqualTo(oldest.place);
        byte[] bytes = ring.bytes(oldest.place);
        for (int i = 0; i < oldest.length; i++) {
          assertThat(bytes[ring.at(oldest.place) + i]).isEqualTo(oldest.value);
        }
        ring.dropOldest(oldest.length);
      }
      assertThat(ring.oldest())
          .as("seed %d, step %d", seed, step)
          .isEqualTo(written.isEmpty() ? ByteRing.NONE : written.element().place);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {SMALL, 256 << 20})
  void usesItsMemoryAgainAndGivesItBackWhenItIsEmpty(long maxBytes) {
    ByteRing ring = new ByteRing(maxBytes);
    int length = 100;
    int count = 40_000;
    for (int i = 0; i < count; i++) {
      ring.append(length, i);
    }
    long full = ring.allocatedBytes();
    assertThat(full).isBetween((long) length * count, (long) (length * count * 1.1));
    for (int i = 0; i < 10 * count; i++) {
      ring.dropOldest(length);
      ring.append(length, i);
    }
    assertThat(ring.allocatedBytes() - full).isLessThanOrEqualTo(2 * (256 << 10));
    for (int i = 0; i < count; i++) {
      ring.dropOldest(length);
    }
    assertThat(ring.allocatedBytes()).isLessThanOrEqualTo(2 * (256 << 10));
  }
}
