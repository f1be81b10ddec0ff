package dev.admitone.ops.history;

/** Where a request lies in the requests topic. */
public record Position(int partition, long offset) {

  private static final int OFFSET_BITS = 48;

  /** Reads the number that the ledger keeps: {@code partition * 2^48 + offset}. */
  public static Position of(long stored) {
    return new Position((int) (stored >> OFFSET_BITS), stored & ((1L << OFFSET_BITS) - 1));
  }
}
