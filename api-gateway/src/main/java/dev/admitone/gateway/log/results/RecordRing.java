package dev.admitone.gateway.log.results;

import dev.admitone.gateway.log.requests.LogPosition;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Results as the bytes that they came as, in the order in which they came. Not thread-safe.
 *
 * <p>An entry is a header, the request's id and content fingerprint, and the record without these
 * two and without the bytes that it begins with as the first record of its chunk does. These are
 * the schema's fingerprint and, while a code is hot, the code: some 10 to 24 of 100 bytes.
 */
final class RecordRing {

  /** What an entry takes beside its record at most. */
  static final int ENTRY_BYTES = 17;

  // In Avro's order of an id's bytes.
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  // An entry's fields, by their distance from its start.
  private static final int LENGTH_AND_FLAGS = 0;
  private static final int ARRIVED = 4;
  private static final int REQUEST = 8;
  private static final int SHARED = 16;
  private static final int KEY = ENTRY_BYTES;
  private static final int REST = KEY + ResultKey.BYTES;

  private static final int SHARED_MAX = 255;

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

  private static final int OFFSET_BITS = 48;
  private static final int PARTITION_BITS = 15;
  private static final long NO_REQUEST = -1;

  private final ByteRing ring;

  RecordRing(ByteRing ring) {
    this.ring = ring;
  }

  /** Appends a result and returns its place. */
  long append(ResultKey key, ResultKind kind, byte[] record, long nowMillis) {
    boolean isCut = record.length >= CUT_END && ResultKey.in(record, CUT_START).equals(key);
    byte[] rest = isCut ? withoutKey(record) : record;
    int shared = shared(ring.firstBefore(REST + rest.length, nowMillis), rest);
    int kept = rest.length - shared;
    long place = ring.append(REST + kept, nowMillis);
    byte[] bytes = ring.bytes(place);
    int at = ring.at(place);
    int flags = (kind.isFinal() ? FINAL : 0) | (kind.isReuse() ? REUSE : 0) | (isCut ? CUT : 0);
    INT.set(bytes, at + LENGTH_AND_FLAGS, kept | flags);
    INT.set(bytes, at + ARRIVED, (int) (nowMillis - ring.baseMillis(place)));
    LONG.set(bytes, at + REQUEST, number(kind.request()));
    bytes[at + SHARED] = (byte) shared;
    key.write(bytes, at + KEY);
    System.arraycopy(rest, shared, bytes, at + REST, kept);
    return place;
  }

  /** How many bytes it begins with as the entry at the place does. */
  private int shared(long first, byte[] rest) {
    if (first == ByteRing.NONE) {
      return 0;
    }
    int start = ring.at(first) + REST;
    int most = Math.min(SHARED_MAX, Math.min(kept(first), rest.length));
    int shared = Arrays.mismatch(ring.bytes(first), start, start + most, rest, 0, most);
    return shared < 0 ? most : shared;
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
    return REST + kept(place);
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
    long number = number(request);
    return number != NO_REQUEST
        && (long) LONG.get(ring.bytes(place), ring.at(place) + REQUEST) == number;
  }

  /** A copy of the record as it came. */
  byte[] record(long place) {
    byte[] bytes = ring.bytes(place);
    int at = ring.at(place);
    int shared = Byte.toUnsignedInt(bytes[at + SHARED]);
    byte[] rest = new byte[shared + kept(place)];
    // Of the same chunk, and so of the same array.
    System.arraycopy(bytes, ring.at(ring.first(place)) + REST, rest, 0, shared);
    System.arraycopy(bytes, at + REST, rest, shared, kept(place));
    return (flags(place) & CUT) == 0 ? rest : withKey(rest, bytes, at + KEY);
  }

  private static byte[] withoutKey(byte[] record) {
    byte[] rest = Arrays.copyOf(record, record.length - ResultKey.BYTES);
    System.arraycopy(record, CUT_END, rest, CUT_START, record.length - CUT_END);
    return rest;
  }

  private static byte[] withKey(byte[] rest, byte[] bytes, int keyAt) {
    byte[] record = Arrays.copyOf(rest, rest.length + ResultKey.BYTES);
    System.arraycopy(bytes, keyAt, record, CUT_START, ResultKey.BYTES);
    System.arraycopy(rest, CUT_START, record, CUT_END, rest.length - CUT_START);
    return record;
  }

  /**
   * A position in one number. What does not fit is no request's (281 trillion offsets in each of
   * 32,768 partitions): a result that names such a position is found by its id alone.
   */
  private static long number(LogPosition request) {
    boolean fits =
        request.partition() >>> PARTITION_BITS == 0 && request.offset() >>> OFFSET_BITS == 0;
    return fits ? ((long) request.partition() << OFFSET_BITS) | request.offset() : NO_REQUEST;
  }

  private int kept(long place) {
    return flags(place) & LENGTH_MASK;
  }

  private int flags(long place) {
    return (int) INT.get(ring.bytes(place), ring.at(place) + LENGTH_AND_FLAGS);
  }
}
