package dev.admitone.gateway.invites;

import dev.admitone.schemas.avro.InviteSnapshot;
import java.util.Arrays;
import java.util.Optional;

/**
 * The newest of each invite that is known, in memory outside of the heap: 27 bytes for a code of 12
 * characters with a limit, where objects take 170 to 190. Thread-safe.
 *
 * <p>An invite has two versions: of its definition (limit and validity), which snapshots alone
 * have, and of its uses, which results have, too. Each is taken where its version is not lower, so
 * the order in which snapshots and results come is irrelevant.
 *
 * <p>A linear hash table (Litwin 1980): it grows by one bucket at a time, so neither memory nor
 * time grows in steps. A bucket is a chain of entries. An entry that grows out of its place moves,
 * and the next one of its old size takes the place.
 */
final class InviteTable {

  /** Codes for two buckets: with more, chains get longer; with fewer, buckets take more memory. */
  private static final int CODES_PER_TWO_BUCKETS = 3;

  private final long maxBytes;
  private final InviteEntry entry = new InviteEntry();
  private final byte[] wanted = new byte[InviteEntry.BYTES_MAX];
  private final int[] freeBySize = new int[InviteEntry.BYTES_MAX / Chunks.UNIT_BYTES + 1];

  private Chunks heads = new Chunks();
  private Chunks entries = new Chunks();
  private int buckets;
  private int nextUnit;
  private int codes;
  private long leftOut;

  /**
   * Begins empty.
   *
   * @param maxBytes what it may take; a code that would need more is left out
   */
  InviteTable(long maxBytes) {
    this.maxBytes = maxBytes;
    clear();
  }

  /** Forgets everything. */
  synchronized void clear() {
    heads = new Chunks();
    entries = new Chunks();
    heads.grow();
    entries.grow();
    buckets = 1;
    // Address 0 means none.
    nextUnit = 1;
    Arrays.fill(freeBySize, 0);
    codes = 0;
    leftOut = 0;
  }

  /**
   * Takes in a snapshot.
   *
   * @return false if a later one is known, if its code is none, or if there is no space
   */
  synchronized boolean define(InviteSnapshot snapshot) {
    if (!InviteEntry.packCode(snapshot.getCode(), wanted)) {
      return false;
    }
    int found = find();
    if (found == 0) {
      begin(snapshot.getVersion(), snapshot.getCurrentUses());
      entry.define(snapshot);
      return add();
    }
    boolean counted = entry.count(snapshot.getVersion(), snapshot.getCurrentUses());
    boolean defined = entry.define(snapshot);
    if (counted || defined) {
      write(found);
    }
    return defined;
  }

  /** Takes in how often the code was used at that version. */
  synchronized void count(String code, long version, long currentUses) {
    if (!InviteEntry.packCode(code, wanted)) {
      return;
    }
    int found = find();
    if (found == 0) {
      // Its snapshot is still to come.
      begin(version, currentUses);
      add();
    } else if (entry.count(version, currentUses)) {
      write(found);
    }
  }

  /** The invite, if a snapshot of it came. */
  synchronized Optional<Invite> invite(String code) {
    return InviteEntry.packCode(code, wanted) && find() != 0 && entry.isDefined()
        ? Optional.of(entry.invite(code))
        : Optional.empty();
  }

  /** How many codes it has. */
  synchronized int codes() {
    return codes;
  }

  /** What it takes. */
  synchronized long bytes() {
    return heads.bytes() + entries.bytes();
  }

  /** What it may take. */
  long maxBytes() {
    return maxBytes;
  }

  /** How often a code was left out because there was no space for it. */
  synchronized long leftOut() {
    return leftOut;
  }

  /** Looks the wanted code up and reads its entry; 0 if there is none. */
  private int find() {
    byte[] bytes = entry.bytes();
    int unit = heads.getInt(bucket(InviteEntry.hash(wanted)));
    while (unit != 0) {
      read(unit);
      if (InviteEntry.isSameCode(bytes, wanted)) {
        entry.unpack();
        return unit;
      }
      unit = entries.getInt(unit);
    }
    return 0;
  }

  private void read(int unit) {
    byte[] bytes = entry.bytes();
    int length = Math.min(Chunks.unitsLeft(unit), InviteEntry.BYTES_MAX / Chunks.UNIT_BYTES);
    entries.read(unit, bytes, length * Chunks.UNIT_BYTES);
  }

  private void begin(long version, long currentUses) {
    System.arraycopy(wanted, 0, entry.bytes(), 0, wanted.length);
    entry.begin(version, currentUses);
  }

  /** Adds the entry; false if there is no space. */
  private boolean add() {
    int size = entry.pack();
    if (freeBySize[size] == 0
        && Chunks.CHUNK_BYTES + heads.bytes() + entries.bytes() > maxBytes
        && nextUnit + size > entries.units()) {
      leftOut++;
      return false;
    }
    int bucket = bucket(InviteEntry.hash(entry.bytes()));
    int unit = allocate(size);
    put(unit, size, heads.getInt(bucket));
    heads.setInt(bucket, unit);
    codes++;
    if ((long) codes * 2 > (long) buckets * CODES_PER_TWO_BUCKETS) {
      split();
    }
    return true;
  }

  /** Writes the entry that was found: where it lies, or to a larger or smaller place. */
  private void write(int found) {
    int next = entries.getInt(found);
    int before = InviteEntry.size(entry.bytes());
    int size = entry.pack();
    if (size == before) {
      put(found, size, next);
      return;
    }
    int bucket = bucket(InviteEntry.hash(entry.bytes()));
    int unit = allocate(size);
    put(unit, size, next);
    int link = heads.getInt(bucket);
    if (link == found) {
      heads.setInt(bucket, unit);
    } else {
      while (entries.getInt(link) != found) {
        link = entries.getInt(link);
      }
      entries.setInt(link, unit);
    }
    entries.setInt(found, freeBySize[before]);
    freeBySize[before] = found;
  }

  private void put(int unit, int size, int next) {
    entries.write(unit, entry.bytes(), size * Chunks.UNIT_BYTES);
    entries.setInt(unit, next);
  }

  private int allocate(int size) {
    int free = freeBySize[size];
    if (free != 0) {
      freeBySize[size] = entries.getInt(free);
      return free;
    }
    if (nextUnit + size > entries.units()) {
      nextUnit = entries.units();
      entries.grow();
    }
    int unit = nextUnit;
    nextUnit += size;
    return unit;
  }

  private int bucket(int hash) {
    int low = Integer.highestOneBit(buckets);
    int bucket = hash & (2 * low - 1);
    return bucket < buckets ? bucket : bucket - low;
  }

  /** Adds a bucket and moves to it what belongs there, all of it from one other bucket. */
  private void split() {
    int added = buckets;
    int from = added - Integer.highestOneBit(added);
    if (added == heads.units()) {
      heads.grow();
    }
    buckets++;
    int unit = heads.getInt(from);
    int stays = 0;
    int moves = 0;
    while (unit != 0) {
      read(unit);
      int next = entries.getInt(unit);
      if (bucket(InviteEntry.hash(entry.bytes())) == added) {
        entries.setInt(unit, moves);
        moves = unit;
      } else {
        entries.setInt(unit, stays);
        stays = unit;
      }
      unit = next;
    }
    heads.setInt(from, stays);
    heads.setInt(added, moves);
  }
}
