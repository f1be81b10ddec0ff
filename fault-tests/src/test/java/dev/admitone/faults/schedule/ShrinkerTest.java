package dev.admitone.faults.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

  private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

  @Test
  void theOneElementThatMattersIsLeft() {
    assertThat(Shrinker.shrink(HUNDRED, list -> list.contains(63), 1_000)).containsExactly(63);
  }

  @Test
  void twoThatMatterTogetherAreLeftInTheirOrder() {
    assertThat(Shrinker.shrink(HUNDRED, list -> list.containsAll(List.of(80, 3)), 1_000))
        .containsExactly(3, 80);
  }

  @Test
  void whatFailsOnlyAsAWholeStays() {
    assertThat(Shrinker.shrink(HUNDRED, list -> list.size() == 100, 1_000)).isEqualTo(HUNDRED);
  }

  @Test
  void itTriesNoMoreOftenThanItMay() {
    AtomicInteger tries = new AtomicInteger();
    Shrinker.shrink(
        HUNDRED,
        list -> {
          tries.incrementAndGet();
          return list.contains(63);
        },
        5);
    assertThat(tries).hasValue(5);
  }

  @Test
  void oneElementIsNotShrunk() {
    assertThat(Shrinker.shrink(List.of(1), _ -> true, 10)).containsExactly(1);
  }
}
