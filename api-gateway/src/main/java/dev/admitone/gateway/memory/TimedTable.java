package dev.admitone.gateway.memory;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A bounded table of numbers by key, in which each entry counts until a time of its own. Beyond
 * that time it is as if it were not there. Where there are too many, the one whose time comes next
 * goes first, of the 16 that share the key's set. Thread-safe.
 *
 * <p>An entry takes 32 bytes and no object. Sets are made when they are first used, and nothing is
 * ever copied: no call is slower than the others.
 */
public final class TimedTable {

  private static final int SET_ENTRIES_MAX = 16;
  private static final int LOCK_COUNT = 64;

  // A set's columns, each as long as the set has entries.
  private static final int HIGH = 0;
  private static final int LOW = 1;
  private static final int UNTIL = 2;
  private static final int REST = 3;
  private static final int COLUMN_COUNT = 4;

  private static final int NONE = -1;
  private static final long[] NOT_MADE = {};

  private final int setEntries;

  /** Each is read and written under its lock. */
  private final long[][] sets;

  private final Object[] locks = new Object[LOCK_COUNT];

  /**
   * @param maxCount how many entries there are at most; all sets have the same number of them, so
   *     there may be up to 15 fewer
   */
  public TimedTable(int maxCount) {
    this.setEntries = Math.min(SET_ENTRIES_MAX, maxCount);
    this.sets = new long[maxCount / setEntries][];
    Arrays.fill(sets, NOT_MADE);
    Arrays.setAll(locks, _ -> new Object());
  }

  /**
   * Does something with the key's entry, while no other thread sees it.
   *
   * @param key the hash under a key of this process, so that no caller chooses what shares its set
   */
  public <T> T on(KeyedHash.Hash key, Function<Entry, T> action) {
    int number = (int) Math.unsignedMultiplyHigh(key.high(), sets.length);
    synchronized (locks[number % LOCK_COUNT]) {
      if (sets[number].length == 0) {
        sets[number] = new long[setEntries * COLUMN_COUNT];
      }
      return action.apply(new Entry(key, sets[number]));
    }
  }

  /** How many entries count at the time. */
  public long count(long now) {
    return IntStream.range(0, sets.length).mapToLong(number -> count(number, now)).sum();
  }

  private long count(int number, long now) {
    synchronized (locks[number % LOCK_COUNT]) {
      long[] set = sets[number];
      return set.length == 0
          ? 0
          : Arrays.stream(set, setEntries * UNTIL, setEntries * REST)
              .filter(until -> until > now)
              .count();
    }
  }

  /** The key's entry, or where it would be. */
  public final class Entry {

    private final KeyedHash.Hash key;
    private final long[] set;
    private int at;

    private Entry(KeyedHash.Hash key, long[] set) {
      this.key = key;
      this.set = set;
      this.at = find();
    }

    /** The time until which it counts; 0 without an entry. */
    public long until() {
      return at == NONE ? 0 : set[setEntries * UNTIL + at];
    }

    /** The other number; 0 without an entry. */
    public long rest() {
      return at == NONE ? 0 : set[setEntries * REST + at];
    }

    /**
     * Sets both, if need be in the place of another entry.
     *
     * @param until more than 0
     * @return this entry
     */
    public Entry set(long until, long rest) {
      if (at == NONE) {
        at = next();
      }
      set[setEntries * HIGH + at] = key.high();
      set[setEntries * LOW + at] = key.low();
      set[setEntries * UNTIL + at] = until;
      set[setEntries * REST + at] = rest;
      return this;
    }

    private int find() {
      for (int i = 0; i < setEntries; i++) {
        if (set[setEntries * HIGH + i] == key.high() && set[setEntries * LOW + i] == key.low()) {
          return i;
        }
      }
      return NONE;
    }

    /** The entry whose time comes next; of those that were never set it came at 0. */
    private int next() {
      int next = 0;
      for (int i = 1; i < setEntries; i++) {
        if (set[setEntries * UNTIL + i] < set[setEntries * UNTIL + next]) {
          next = i;
        }
      }
      return next;
    }
  }
}
