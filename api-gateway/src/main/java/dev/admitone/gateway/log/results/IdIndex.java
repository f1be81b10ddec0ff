package dev.admitone.gateway.log.results;

import java.util.Arrays;

/**
 * Where the results of a request id lie, found by the id's hash: an open-addressed table of one
 * number an entry, which is its place and 24 bits of the hash, so that other ids are passed over
 * without a look at their records. An id may have several entries.
 *
 * <p>The table is in 256 segments, each of which grows and shrinks by itself: at a million entries
 * that copies 4,000 numbers at a time (20 µs), never the whole. Not thread-safe.
 */
final class IdIndex {

  /** No further entry. */
  static final int NONE = -1;

  /** What an entry takes on average: 8 bytes in a table that is 64% to 80% full. */
  static final int ENTRY_BYTES = 11;

  private static final int SEGMENT_BITS = 8;
  private static final int PLACE_BITS = ByteRing.PLACE_BITS;
  private static final int TAG_BITS = Long.SIZE - PLACE_BITS;
  private static final int CAPACITY_MIN = 16;
  private static final long EMPTY = 0;

  private final long[][] segments = new long[1 << SEGMENT_BITS][CAPACITY_MIN];
  private final int[] counts = new int[1 << SEGMENT_BITS];

  void add(long hash, long place) {
    int segment = segmentOf(hash);
    int capacity = segments[segment].length;
    if (counts[segment] + 1 > capacity * 4 / 5) {
      resize(segment, capacity + capacity / 4);
    }
    insert(segments[segment], tagged(hash, place));
    counts[segment]++;
  }

  /** Takes out an entry, which must be there. */
  void remove(long hash, long place) {
    int segment = segmentOf(hash);
    long[] slots = segments[segment];
    int slot = home(hash, slots);
    for (long entry = tagged(hash, place); slots[slot] != entry; slot = next(slots, slot)) {
      if (slots[slot] == EMPTY) {
        throw new IllegalStateException("There is no entry for the place " + place);
      }
    }
    close(slots, slot);
    counts[segment]--;
    if (slots.length > CAPACITY_MIN && counts[segment] < slots.length / 4) {
      resize(segment, Math.max(CAPACITY_MIN, slots.length / 2));
    }
  }

  /** The slot of the first entry that may be the id's; {@link #NONE} if there is none. */
  int first(long hash) {
    long[] slots = segments[segmentOf(hash)];
    return seek(slots, hash, home(hash, slots));
  }

  /** The slot of the next entry that may be the id's; {@link #NONE} if there is none. */
  int next(long hash, int slot) {
    long[] slots = segments[segmentOf(hash)];
    return seek(slots, hash, next(slots, slot));
  }

  /** The place that the slot names. */
  long place(long hash, int slot) {
    return segments[segmentOf(hash)][slot] & ByteRing.PLACE_MASK;
  }

  long allocatedBytes() {
    return Arrays.stream(segments).mapToLong(slots -> (long) slots.length * Long.BYTES).sum();
  }

  private static int seek(long[] slots, long hash, int start) {
    long tag = tag(hash);
    for (int slot = start; slots[slot] != EMPTY; slot = next(slots, slot)) {
      if (slots[slot] >>> PLACE_BITS == tag) {
        return slot;
      }
    }
    return NONE;
  }

  private static int segmentOf(long hash) {
    return (int) (hash >>> (Long.SIZE - SEGMENT_BITS));
  }

  /** Never zero, so no entry looks like an empty slot. */
  private static long tag(long hash) {
    long tag = (hash >>> (Long.SIZE - SEGMENT_BITS - TAG_BITS)) & ((1L << TAG_BITS) - 1);
    return tag == 0 ? 1 : tag;
  }

  private static long tagged(long hash, long place) {
    return (tag(hash) << PLACE_BITS) | place;
  }

  private static int home(long hash, long[] slots) {
    return home(tag(hash), slots.length);
  }

  /** The tag's share of the table: any length will do, and an entry tells its home by itself. */
  private static int home(long tag, int capacity) {
    return (int) ((tag * capacity) >>> TAG_BITS);
  }

  private static int next(long[] slots, int slot) {
    return slot + 1 == slots.length ? 0 : slot + 1;
  }

  private static void insert(long[] slots, long entry) {
    int slot = home(entry >>> PLACE_BITS, slots.length);
    while (slots[slot] != EMPTY) {
      slot = next(slots, slot);
    }
    slots[slot] = entry;
  }

  /** Empties the slot; entries that would not be found beyond the gap move into it. */
  private static void close(long[] slots, int removed) {
    int gap = removed;
    for (int slot = next(slots, gap); slots[slot] != EMPTY; slot = next(slots, slot)) {
      int home = home(slots[slot] >>> PLACE_BITS, slots.length);
      if (distance(slots, home, slot) >= distance(slots, gap, slot)) {
        slots[gap] = slots[slot];
        gap = slot;
      }
    }
    slots[gap] = EMPTY;
  }

  private static int distance(long[] slots, int from, int to) {
    return to >= from ? to - from : to - from + slots.length;
  }

  private void resize(int segment, int capacity) {
    long[] grown = new long[capacity];
    for (long entry : segments[segment]) {
      if (entry != EMPTY) {
        insert(grown, entry);
      }
    }
    segments[segment] = grown;
  }
}
