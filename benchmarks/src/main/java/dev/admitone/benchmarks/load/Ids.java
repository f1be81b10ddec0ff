package dev.admitone.benchmarks.load;

import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Ids as production has them: those that make an index grow at its end, and others. The same seed
 * and time make the same ids, so that requests can be sent again.
 */
public final class Ids {

  /** The length of a user's id. */
  public static final int USER_BYTES = 18;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private static final long VERSION_7 = 0x7000L;
  private static final long VERSION_8 = 0x8000L;
  private static final long VERSION_MASK = 0xF000L;
  private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final int MILLIS_SHIFT = 16;
  private static final int IDS_PER_MILLI = 1_000;
  private static final long USERS_PER_SEED = 1L << 32;

  private final Kind kind;
  private final SplittableRandom random;
  private final long epochMillis;
  private int next;

  /** How request ids are made. */
  public enum Kind {
    /** UUIDv7, of calls without a key: in the order of time. */
    TIME_ORDERED,
    /** UUIDv8, derived from a caller's key by a hash: anywhere. */
    KEY_DERIVED,
    /** One after the other, half of each. */
    MIXED
  }

  public Ids(Kind kind, long seed, long epochMillis) {
    this.kind = kind;
    this.random = new SplittableRandom(seed);
    this.epochMillis = epochMillis;
  }

  /** The next request's id. */
  public UUID next() {
    int index = next++;
    boolean derived = kind == Kind.KEY_DERIVED || (kind == Kind.MIXED && index % 2 == 1);
    // The values of a hash look random.
    long high =
        derived
            ? (random.nextLong() & ~VERSION_MASK) | VERSION_8
            : ((epochMillis + index / IDS_PER_MILLI) << MILLIS_SHIFT)
                | VERSION_7
                | index % IDS_PER_MILLI;
    return new UUID(high, (random.nextLong() & VARIANT_MASK) | VARIANT);
  }

  /** User number {@code index} of a seed: users don't arrive in the order of their ids. */
  public static String user(long seed, int index) {
    return "u-%016x".formatted(scattered(seed * USERS_PER_SEED + index));
  }

  /** The same as {@link #user}, as {@link #USER_BYTES} bytes of ASCII and without an object. */
  public static void putUser(long seed, int index, byte[] user) {
    long number = scattered(seed * USERS_PER_SEED + index);
    user[0] = 'u';
    user[1] = '-';
    for (int i = USER_BYTES - 1; i > 1; i--) {
      user[i] = HEX[(int) (number & 0xF)];
      number >>>= 4;
    }
  }

  /** User number {@code index} of a seed, for users that arrive in the order of their ids. */
  public static String userInOrder(long seed, int index) {
    return "v-%08x%08x".formatted(seed, index);
  }

  /** A bijection on 64 bits (SplitMix64's last steps): different numbers stay different. */
  private static long scattered(long number) {
    long mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
