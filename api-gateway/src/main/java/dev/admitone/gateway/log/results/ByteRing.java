package dev.admitone.gateway.log.results;

import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A ring of entries of any length, in chunks of bytes that are used again and again: the collector
 * has nothing to trace in them and, once the ring is as long as it becomes, nothing new to copy.
 * Chunks are made as they are needed. An entry is found by its place, which stays its own while the
 * entry is in the ring. Not thread-safe.
 */
final class ByteRing {

  /** Places are numbers below 2<sup>40</sup>, used again after a terabyte. */
  static final int PLACE_BITS = 40;

  static final long PLACE_MASK = (1L << PLACE_BITS) - 1;

  /** No entry. */
  static final long NONE = -1;

  /** 256 KiB: below half of G1's smallest region, so that no collector treats chunks apart. */
  private static final int CHUNK_BITS = 18;

  private static final int SMALL_CHUNK_BITS = 12;

  /** A ring of less than 4 MiB has small chunks, so that what it takes is near what it may take. */
  private static final long SMALL_BYTES_MAX = 16L << CHUNK_BITS;

  private static final int CHUNK_COUNT_INITIAL = 4;

  private final int chunkBits;

  /** By the last bits of their numbers; the length is a power of two. */
  private @Nullable Chunk[] chunks = new Chunk[CHUNK_COUNT_INITIAL];

  private final ArrayDeque<byte[]> spares = new ArrayDeque<>();
  private long firstNumber;
  private long lastNumber;

  /** Where the oldest entry starts in the first chunk. */
  private int start;

  /** Its entries do not go on in the next chunk. */
  private static final class Chunk {

    private final byte[] bytes;
    private final long baseMillis;
    private int used;

    Chunk(byte[] bytes, long baseMillis) {
      this.bytes = bytes;
      this.baseMillis = baseMillis;
    }
  }

  /**
   * @param maxBytes how many bytes its entries are going to take at most
   */
  ByteRing(long maxBytes) {
    this(maxBytes, 0);
  }

  /**
   * @param firstNumber the number of the first chunk
   */
  ByteRing(long maxBytes, long firstNumber) {
    this.chunkBits = maxBytes < SMALL_BYTES_MAX ? SMALL_CHUNK_BITS : CHUNK_BITS;
    this.firstNumber = firstNumber;
    this.lastNumber = firstNumber - 1;
  }

  /**
   * The place of the first entry in the chunk that an entry of so many bytes is appended to; {@link
   * #NONE} if it is to be the first.
   */
  long firstBefore(int length, long nowMillis) {
    return lastNumber >= firstNumber && fits(chunk(lastNumber), length, nowMillis)
        ? place(lastNumber, 0)
        : NONE;
  }

  /**
   * The place of the first entry in the same chunk, which may be dropped but still has its bytes.
   */
  long first(long place) {
    return place - at(place);
  }

  /**
   * Appends an entry of so many bytes, which are the caller's to write.
   *
   * @param nowMillis a time that differs from {@link #baseMillis} by less than 2<sup>31</sup>
   * @return its place
   */
  long append(int length, long nowMillis) {
    Chunk chunk = lastNumber < firstNumber ? null : chunk(lastNumber);
    if (chunk == null || !fits(chunk, length, nowMillis)) {
      chunk = open(length, nowMillis);
    }
    long place = place(lastNumber, chunk.used);
    chunk.used += length;
    return place;
  }

  /** The place of the oldest entry, {@link #NONE} if there is none. */
  long oldest() {
    return isEmpty() ? NONE : place(firstNumber, start);
  }

  /** Drops the oldest entry, which takes so many bytes. */
  void dropOldest(int length) {
    start += length;
    if (firstNumber < lastNumber && start == chunk(firstNumber).used) {
      free();
    }
  }

  /** How far behind the oldest entry the place lies: entries have ranks in their order. */
  long rank(long place) {
    return (place - place(firstNumber, start)) & PLACE_MASK;
  }

  /** The array that has the entry, at {@link #at}. */
  byte[] bytes(long place) {
    return chunk(place >>> chunkBits).bytes;
  }

  /** Where in its array the entry starts. */
  int at(long place) {
    return (int) place & ((1 << chunkBits) - 1);
  }

  /** When the entry's chunk was opened. */
  long baseMillis(long place) {
    return chunk(place >>> chunkBits).baseMillis;
  }

  /** How many bytes are allocated, for entries or to be used again. */
  long allocatedBytes() {
    long allocated = (long) spares.size() << chunkBits;
    for (long number = firstNumber; number <= lastNumber; number++) {
      allocated += chunk(number).bytes.length;
    }
    return allocated;
  }

  private static boolean fits(Chunk chunk, int length, long nowMillis) {
    long age = nowMillis - chunk.baseMillis;
    return chunk.bytes.length - chunk.used >= length && (int) age == age;
  }

  private boolean isEmpty() {
    return lastNumber < firstNumber
        || (firstNumber == lastNumber && start == chunk(firstNumber).used);
  }

  /** Opens the next chunk; an entry that is longer than a chunk gets one of its length. */
  private Chunk open(int length, long nowMillis) {
    if (firstNumber <= lastNumber && isEmpty()) {
      free();
    }
    if (lastNumber - firstNumber + 1 == chunks.length) {
      grow();
    }
    byte[] spare = length <= 1 << chunkBits ? spares.poll() : null;
    Chunk chunk =
        new Chunk(spare == null ? new byte[Math.max(length, 1 << chunkBits)] : spare, nowMillis);
    lastNumber++;
    chunks[slot(lastNumber)] = chunk;
    return chunk;
  }

  private void grow() {
    @Nullable Chunk[] former = chunks;
    chunks = new Chunk[former.length * 2];
    for (long number = firstNumber; number <= lastNumber; number++) {
      chunks[slot(number)] = former[(int) number & (former.length - 1)];
    }
  }

  /**
   * Takes the first chunk out. Its bytes are kept for later, up to half of what is in use: so a
   * load that rises and falls makes no garbage, and an idle gateway keeps one.
   */
  private void free() {
    byte[] bytes = chunk(firstNumber).bytes;
    chunks[slot(firstNumber)] = null;
    firstNumber++;
    start = 0;
    if (bytes.length == 1 << chunkBits) {
      spares.add(bytes);
    }
    long sparesMax = 1 + (lastNumber - firstNumber + 1) / 2;
    while (spares.size() > sparesMax) {
      spares.remove();
    }
  }

  private long place(long number, int at) {
    return ((number << chunkBits) | at) & PLACE_MASK;
  }

  private Chunk chunk(long number) {
    return Objects.requireNonNull(chunks[slot(number)]);
  }

  private int slot(long number) {
    return (int) number & (chunks.length - 1);
  }
}
