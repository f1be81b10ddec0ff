package dev.admitone.gateway.invites;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Memory outside of the heap that grows by chunks and never moves: nothing for the collector to
 * copy. An address is the number of a unit of four bytes, so that an int reaches 8 GiB. Given back
 * when this object is no longer reachable. Used by one thread at a time.
 */
final class Chunks {

  static final int UNIT_BYTES = Integer.BYTES;
  static final int CHUNK_BYTES = 1 << 20;

  private static final int UNITS_SHIFT = 18;
  private static final int UNITS_PER_CHUNK = CHUNK_BYTES / UNIT_BYTES;

  private final Arena arena = Arena.ofAuto();
  private MemorySegment[] chunks = {};

  /** Adds a chunk, all zero. */
  void grow() {
    chunks = Arrays.copyOf(chunks, chunks.length + 1);
    chunks[chunks.length - 1] = arena.allocate(CHUNK_BYTES, UNIT_BYTES);
  }

  /** How many units there are. */
  int units() {
    return chunks.length * UNITS_PER_CHUNK;
  }

  long bytes() {
    return (long) chunks.length * CHUNK_BYTES;
  }

  int getInt(int unit) {
    return chunks[unit >>> UNITS_SHIFT].get(ValueLayout.JAVA_INT, offset(unit));
  }

  void setInt(int unit, int value) {
    chunks[unit >>> UNITS_SHIFT].set(ValueLayout.JAVA_INT, offset(unit), value);
  }

  /** Copies bytes from there; they lie in one chunk. */
  void read(int unit, byte[] to, int length) {
    MemorySegment.copy(
        chunks[unit >>> UNITS_SHIFT], ValueLayout.JAVA_BYTE, offset(unit), to, 0, length);
  }

  /** Copies bytes to there; they lie in one chunk. */
  void write(int unit, byte[] from, int length) {
    MemorySegment.copy(
        from, 0, chunks[unit >>> UNITS_SHIFT], ValueLayout.JAVA_BYTE, offset(unit), length);
  }

  /** How many units are left in the chunk from there on. */
  static int unitsLeft(int unit) {
    return UNITS_PER_CHUNK - (unit & (UNITS_PER_CHUNK - 1));
  }

  private static long offset(int unit) {
    return (long) (unit & (UNITS_PER_CHUNK - 1)) * UNIT_BYTES;
  }
}
