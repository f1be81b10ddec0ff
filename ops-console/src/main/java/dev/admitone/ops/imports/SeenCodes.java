package dev.admitone.ops.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which codes a file has had, by 64 bits of a hash: a million of them take 16 MB. That two codes of
 * a million have the same bits happens in one of 37 million files; the second one is then reported
 * as a duplicate, and not made silently or twice.
 */
final class SeenCodes {

  private static final int CAPACITY_MIN = 1 << 10;

  private final MessageDigest sha256;
  private long[] slots = new long[CAPACITY_MIN];
  private int count;

  SeenCodes() {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Whether the code is new; it is not any longer. */
  boolean add(String code) {
    boolean added = put(slots, bits(code));
    if (added && ++count * 2 > slots.length) {
      grow();
    }
    return added;
  }

  /** Whether the file has had the code. */
  boolean contains(String code) {
    long bits = bits(code);
    return slots[slot(slots, bits)] == bits;
  }

  private long bits(String code) {
    long bits = ByteBuffer.wrap(sha256.digest(code.getBytes(UTF_8))).getLong();
    // 0 is an empty slot.
    return bits == 0 ? 1 : bits;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (long bits : slots) {
      if (bits != 0) {
        put(larger, bits);
      }
    }
    slots = larger;
  }

  private static boolean put(long[] into, long bits) {
    int slot = slot(into, bits);
    if (into[slot] == bits) {
      return false;
    }
    into[slot] = bits;
    return true;
  }

  /** The one that has the bits, or the empty one where they belong. */
  private static int slot(long[] in, long bits) {
    int mask = in.length - 1;
    int slot = (int) bits & mask;
    while (in[slot] != 0 && in[slot] != bits) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
