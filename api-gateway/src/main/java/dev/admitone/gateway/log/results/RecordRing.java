package dev.admitone.gateway.log.results;

import dev.admitone.gateway.log.requests.LogPosition;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Results as the bytes that they came as, in the order in which they came. An entry is a header,
 * the request's id and content fingerprint, and the record without these two. Not thread-safe.
 */
final class RecordRing {

  /** What an entry takes beside its record. */
  static final int ENTRY_BYTES = 20;

  // In Avro's order of an id's bytes.
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  // An entry's fields, by their distance from its start.
  private static final int LENGTH_AND_FLAGS = 0;
  private static final int ARRIVED = 4;
  private static final int PARTITION = 8;
  private static final int OFFSET = 12;
  private static final int KEY = ENTRY_BYTES;
  private static final int REST = KEY + ResultKey.BYTES;

  // The first field: the length in 28 bits, far above what a broker takes, and these.
  private static final int LENGTH_MASK = (1 << 28) - 1;
  private static final int FINAL = 1 << 28;
  private static final int REUSE = 1 << 29;
  private static final int REMOVED = 1 << 30;

  /** The record has its key where every version so far has it, so the rest goes without it. */
  private static final int CUT = 1 << 31;

  /** Where that is: behind Avro's marker and the schema's fingerprint. */
  private static final int CUT_START = 10;

  private static final int CUT_END = CUT_START + ResultKey.BYTES;

  private final ByteRing ring;

  RecordRing(ByteRing ring) {
    this.ring = ring;
  }

  /** Appends a result and returns its place. */
  long append(ResultKey key, ResultKind kind, byte[] record, long nowMillis) {
    boolean isCut = record.length >= CUT_END && ResultKey.in(record, CUT_START).equals(key);
    int kept = isCut ? record.length - ResultKey.BYTES : record.length;
    long place = ring.append(REST + kept, nowMillis);
    byte[] bytes = ring.bytes(place);
    int at = ring.at(place);
    int flags = (kind.isFinal() ? FINAL : 0) | (kind.isReuse() ? REUSE : 0) | (isCut ? CUT : 0);
    INT.set(bytes, at + LENGTH_AND_FLAGS, kept | flags);
    INT.set(bytes, at + ARRIVED, (int) (nowMillis - ring.baseMillis(place)));
    INT.set(bytes, at + PARTITION, kind.request().partition());
    LONG.set(bytes, at + OFFSET, kind.request().offset());
    key.write(bytes, at + KEY);
    if (isCut) {
      System.arraycopy(record, 0, bytes, at + REST, CUT_START);
      System.arraycopy(record, CUT_END, bytes, at + REST + CUT_START, record.length - CUT_END);
    } else {
      System.arraycopy(record, 0, bytes, at + REST, record.length);
    }
    return place;
  }

  /** The place of the oldest entry, removed ones included; {@link ByteRing#NONE} without any. */
  long oldest() {
    return ring.oldest();
  }

  /** Drops the oldest entry, which must be there. */
  void dropOldest() {
    ring.dropOldest(bytes(ring.oldest()));
  }

  /** Entries that came later have higher ranks. */
  long rank(long place) {
    return ring.rank(place);
  }

  /** What the entry takes. */
  int bytes(long place) {
    return REST + (flags(place) & LENGTH_MASK);
  }

  boolean isFinal(long place) {
    return (flags(place) & FINAL) != 0;
  }

  boolean isReuse(long place) {
    return (flags(place) & REUSE) != 0;
  }

  /** Whether it only waits for its bytes to be used again. */
  boolean isRemoved(long place) {
    return (flags(place) & REMOVED) != 0;
  }

  void setRemoved(long place) {
    INT.set(ring.bytes(place), ring.at(place) + LENGTH_AND_FLAGS, flags(place) | REMOVED);
  }

  long arrivedMillis(long place) {
    return ring.baseMillis(place) + (int) INT.get(ring.bytes(place), ring.at(place) + ARRIVED);
  }

  ResultKey key(long place) {
    return ResultKey.in(ring.bytes(place), ring.at(place) + KEY);
  }

  /** Whether it is the result of the request at the position. */
  boolean isAt(long place, LogPosition request) {
    byte[] bytes = ring.bytes(place);
    int at = ring.at(place);
    return (int) INT.get(bytes, at + PARTITION) == request.partition()
        && (long) LONG.get(bytes, at + OFFSET) == request.offset();
  }

  /** A copy of the record as it came. */
  byte[] record(long place) {
    byte[] bytes = ring.bytes(place);
    int at = ring.at(place);
    int rest = at + REST;
    int kept = flags(place) & LENGTH_MASK;
    if ((flags(place) & CUT) == 0) {
      return Arrays.copyOfRange(bytes, rest, rest + kept);
    }
    byte[] record = new byte[kept + ResultKey.BYTES];
    System.arraycopy(bytes, rest, record, 0, CUT_START);
    System.arraycopy(bytes, at + KEY, record, CUT_START, ResultKey.BYTES);
    System.arraycopy(bytes, rest + CUT_START, record, CUT_END, kept - CUT_START);
    return record;
  }

  private int flags(long place) {
    return (int) INT.get(ring.bytes(place), ring.at(place) + LENGTH_AND_FLAGS);
  }
}
