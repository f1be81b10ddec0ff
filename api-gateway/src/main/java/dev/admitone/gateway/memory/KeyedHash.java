package dev.admitone.gateway.memory;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * SipHash-2-4 with a result of 128 bits, under a key that each instance draws for itself: a caller
 * that chooses names or ids cannot choose ones whose hashes collide or lie beside each other.
 * Thread-safe.
 *
 * @see <a href="https://www.aumasson.jp/siphash/siphash.pdf">SipHash: a fast short-input PRF</a>
 */
public final class KeyedHash {

  private static final int CHARS_A_WORD = 4;
  private static final int LENGTH_SHIFT = 56;

  private final long key0;
  private final long key1;

  /**
   * 128 bits: two of a billion names have the same with a probability of 1 to 10<sup>20</sup>.
   *
   * @param high the first 64 bits of the result
   * @param low the others
   */
  public record Hash(long high, long low) {}

  public KeyedHash() {
    this(new SecureRandom());
  }

  private KeyedHash(SecureRandom random) {
    this(random.nextLong(), random.nextLong());
  }

  KeyedHash(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /** The first 64 bits of the hash of an id. */
  public long of(long idHigh, long idLow) {
    State state = new State();
    state.add(idHigh);
    state.add(idLow);
    state.add((2L * Long.BYTES) << LENGTH_SHIFT);
    return state.first();
  }

  /** The hash of a name among those of its kind. */
  public Hash of(long kind, String name) {
    State state = new State();
    state.add(kind);
    return state.rest(Long.BYTES, name);
  }

  /** The hash of an id together with a name. */
  public Hash of(UUID id, String name) {
    State state = new State();
    state.add(id.getMostSignificantBits());
    state.add(id.getLeastSignificantBits());
    return state.rest(2 * Long.BYTES, name);
  }

  /** The four words of a computation. It does not leave this class, so no object is made of it. */
  private final class State {

    private long v0 = key0 ^ 0x736f6d6570736575L;
    private long v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
    private long v2 = key0 ^ 0x6c7967656e657261L;
    private long v3 = key1 ^ 0x7465646279746573L;

    void add(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
    }

    /** The name's characters, two bytes each, and then the result. */
    Hash rest(int bytesBefore, String name) {
      long word = 0;
      for (int i = 0; i < name.length(); i++) {
        int place = i % CHARS_A_WORD;
        word |= (long) name.charAt(i) << (place * Character.SIZE);
        if (place == CHARS_A_WORD - 1) {
          add(word);
          word = 0;
        }
      }
      add(word | ((long) (bytesBefore + name.length() * Character.BYTES) << LENGTH_SHIFT));
      long first = first();
      v1 ^= 0xdd;
      finish();
      return new Hash(first, v0 ^ v1 ^ v2 ^ v3);
    }

    long first() {
      v2 ^= 0xee;
      finish();
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void finish() {
      round();
      round();
      round();
      round();
    }

    private void round() {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
