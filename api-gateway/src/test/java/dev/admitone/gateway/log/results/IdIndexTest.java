package dev.admitone.gateway.log.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class IdIndexTest {

  private final IdIndex index = new IdIndex();

  /** Hashes that crowd one segment, and there one home: what no caller can bring about. */
  @RepeatedTest(20)
  void findsWhatASetFindsAlsoWhereHashesCrowd() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int hashCount = 1 + random.nextInt(200);
    long[] hashes = new long[hashCount];
    for (int i = 0; i < hashCount; i++) {
      long crowd = random.nextBoolean() ? 0xFFFFFFL : random.nextLong() >>> 40;
      hashes[i] = ((random.nextInt(10) == 0 ? 1L : 7L) << 56) | (crowd << 32) | i;
    }
    List<List<Long>> model = new ArrayList<>();
    for (int i = 0; i < hashCount; i++) {
      model.add(new ArrayList<>());
    }
    long place = ByteRing.PLACE_MASK - 5_000;
    for (int step = 0; step < 5_000; step++) {
      int of = random.nextInt(hashCount);
      List<Long> places = model.get(of);
      // Grows for the first half and shrinks then.
      if (places.isEmpty() || random.nextInt(5_000) > step) {
        place = (place + 1) & ByteRing.PLACE_MASK;
        index.add(hashes[of], place);
        places.add(place);
      } else {
        index.remove(hashes[of], places.remove(random.nextInt(places.size())));
      }
      if (step % 250 == 0) {
        for (int i = 0; i < hashCount; i++) {
          assertThat(places(hashes[i]))
              .as("seed %d, step %d", seed, step)
              .containsAll(model.get(i));
        }
      }
    }
    Set<Long> all = new HashSet<>();
    for (long hash : hashes) {
      all.addAll(places(hash));
    }
    assertThat(all).as("seed %d", seed).hasSize(model.stream().mapToInt(List::size).sum());
  }

  @Test
  void takesElevenBytesAnEntryAndGivesThemBack() {
    Random random = new Random(1);
    int count = 200_000;
    long[] hashes = random.longs(count).toArray();
    long empty = index.allocatedBytes();
    for (int i = 0; i < count; i++) {
      index.add(hashes[i], i);
    }
    assertThat((double) index.allocatedBytes() / count)
        .isBetween(8 / 0.81, IdIndex.ENTRY_BYTES * 1.2);
    for (int i = 0; i < count; i++) {
      index.remove(hashes[i], i);
    }
    assertThat(index.allocatedBytes()).isEqualTo(empty);
  }

  @Test
  void anEntryThatIsNotThereIsNotRemoved() {
    index.add(3, 1);
    assertThatThrownBy(() -> index.remove(3, 2)).isInstanceOf(IllegalStateException.class);
  }

  private List<Long> places(long hash) {
    List<Long> places = new ArrayList<>();
    for (int slot = index.first(hash); slot != IdIndex.NONE; slot = index.next(hash, slot)) {
      places.add(index.place(hash, slot));
    }
    return places;
  }
}
