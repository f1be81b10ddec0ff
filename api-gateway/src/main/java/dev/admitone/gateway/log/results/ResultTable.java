package dev.admitone.gateway.log.results;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.memory.KeyedHash;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Results in the order of their arrival, found by their keys. Each has a place, until it is
 * dropped. Not thread-safe.
 */
final class ResultTable {

  private static final long NONE = ByteRing.NONE;

  /** Also those that were taken out of the index and wait to be the oldest. */
  private final RecordRing ring;

  private final IdIndex index = new IdIndex();

  /** A record on the log may have any id, but none that is made to collide with others. */
  private final KeyedHash hashes = new KeyedHash();

  private int count;
  private long bytes;

  ResultTable(long maxBytes) {
    this.ring = new RecordRing(new ByteRing(maxBytes));
  }

  void add(ResultKey key, ResultKind kind, byte[] record, long nowMillis) {
    long place = ring.append(key, kind, record, nowMillis);
    index.add(hash(key), place);
    count++;
    bytes += ring.bytes(place) + IdIndex.ENTRY_BYTES;
  }

  /** The place of the key's result. */
  long find(ResultKey key) {
    long hash = hash(key);
    for (int slot = index.first(hash); slot != IdIndex.NONE; slot = index.next(hash, slot)) {
      long place = index.place(hash, slot);
      if (ring.key(place).equals(key)) {
        return place;
      }
    }
    return NONE;
  }

  /**
   * Of the id's results the latest of the request at the position; otherwise the first decision of
   * the id itself; otherwise the latest that is not about reuse of the id.
   */
  long choose(UUID id, @Nullable LogPosition at) {
    ResultKey key = ResultKey.of(id);
    long hash = hash(key);
    long there = NONE;
    long decision = NONE;
    long latest = NONE;
    for (int slot = index.first(hash); slot != IdIndex.NONE; slot = index.next(hash, slot)) {
      long place = index.place(hash, slot);
      if (!ring.key(place).isOfSameId(key)) {
        continue;
      }
      if (at != null && ring.isAt(place, at)) {
        there = later(there, place);
      }
      if (!ring.isReuse(place)) {
        latest = later(latest, place);
        if (ring.isFinal(place)) {
          decision = older(decision, place);
        }
      }
    }
    if (there != NONE) {
      return there;
    }
    return decision != NONE ? decision : latest;
  }

  /** The oldest result of an id that has too many; its decision goes last. */
  long surplus(ResultKey key, int ofIdMax) {
    long hash = hash(key);
    int ofId = 0;
    long oldest = NONE;
    long oldestBesideTheDecision = NONE;
    for (int slot = index.first(hash); slot != IdIndex.NONE; slot = index.next(hash, slot)) {
      long place = index.place(hash, slot);
      if (ring.key(place).isOfSameId(key)) {
        ofId++;
        oldest = older(oldest, place);
        if (!ring.isFinal(place) || ring.isReuse(place)) {
          oldestBesideTheDecision = older(oldestBesideTheDecision, place);
        }
      }
    }
    if (ofId <= ofIdMax) {
      return NONE;
    }
    return oldestBesideTheDecision == NONE ? oldest : oldestBesideTheDecision;
  }

  /** Takes a result out. Its bytes stay in the ring, and count, until they are the oldest. */
  void remove(long place) {
    index.remove(hash(ring.key(place)), place);
    ring.setRemoved(place);
    count--;
    bytes -= IdIndex.ENTRY_BYTES;
  }

  boolean isEmpty() {
    return ring.oldest() == NONE;
  }

  /** When the oldest came; there must be one. */
  long oldestMillis() {
    return ring.arrivedMillis(ring.oldest());
  }

  /** Drops the oldest; there must be one. */
  void dropOldest() {
    long oldest = ring.oldest();
    if (!ring.isRemoved(oldest)) {
      remove(oldest);
    }
    bytes -= ring.bytes(oldest);
    ring.dropOldest();
  }

  boolean isFinal(long place) {
    return ring.isFinal(place);
  }

  /** A copy of the record as it came. */
  byte[] record(long place) {
    return ring.record(place);
  }

  /** How many results can be found. */
  int count() {
    return count;
  }

  /** How much memory they take, about. */
  long bytes() {
    return bytes;
  }

  private long older(long one, long other) {
    return one == NONE || ring.rank(other) < ring.rank(one) ? other : one;
  }

  private long later(long one, long other) {
    return one == NONE || ring.rank(other) > ring.rank(one) ? other : one;
  }

  private long hash(ResultKey key) {
    return hashes.of(key.idHigh(), key.idLow());
  }
}
