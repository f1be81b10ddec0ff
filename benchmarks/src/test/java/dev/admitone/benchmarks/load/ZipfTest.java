package dev.admitone.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ZipfTest {

  private static final int DRAWS = 200_000;

  @Test
  void aCodeIsChosenInInverseProportionToItsRank() {
    int[] counts = counts(new Zipf(100, 1, 7));
    double harmonic = 0;
    for (int rank = 1; rank <= 100; rank++) {
      harmonic += 1.0 / rank;
    }
    for (int rank : new int[] {1, 2, 10, 100}) {
      double share = counts[rank - 1] / (double) DRAWS;
      assertThat(share).isCloseTo(1 / (rank * harmonic), within(0.005));
    }
  }

  @Test
  void withExponentZeroAllCodesAreAlike() {
    for (int count : counts(new Zipf(100, 0, 7))) {
      assertThat(count / (double) DRAWS).isCloseTo(0.01, within(0.002));
    }
  }

  @Test
  void theSameSeedMakesTheSameRequestsSoThatTheyCanBeSentAgain() {
    Ids ids = new Ids(Ids.Kind.MIXED, 3, 1_700_000_000_000L);
    Ids again = new Ids(Ids.Kind.MIXED, 3, 1_700_000_000_000L);
    Set<UUID> all = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      UUID id = ids.next();
      assertThat(again.next()).isEqualTo(id);
      assertThat(id.version()).isEqualTo(i % 2 == 0 ? 7 : 8);
      assertThat(id.variant()).isEqualTo(2);
      all.add(id);
    }
    assertThat(all).hasSize(10_000);
  }

  @Test
  void noUserComesTwice() {
    Set<String> users = new HashSet<>();
    for (int seed = 0; seed < 4; seed++) {
      for (int i = 0; i < 10_000; i++) {
        users.add(Ids.user(seed, i));
        users.add(Ids.userInOrder(seed, i));
      }
    }
    assertThat(users).hasSize(80_000);
  }

  private static int[] counts(Zipf zipf) {
    int[] counts = new int[100];
    for (int i = 0; i < DRAWS; i++) {
      counts[zipf.next()]++;
    }
    return counts;
  }
}
