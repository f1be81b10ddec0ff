package dev.admitone.ops.statistics.counts;

import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which requests were counted: a bit for each offset of the requests topic. The position of a
 * request, with its append time, names it for ever, so that this is by request id, in a bit instead
 * of the bytes of an id. The last million offsets of each partition are kept; what lies below was
 * counted, since a processor that begins again reads a few polls a second time and no more.
 */
final class CountedRequests {

  static final long OFFSETS_KEPT = 1 << 20;

  private static final int BLOCK_BITS = 4_096;

  private final KeyValueStore<String, byte[]> blocks;
  private final KeyValueStore<String, Long> numbers;

  CountedRequests(KeyValueStore<String, byte[]> blocks, KeyValueStore<String, Long> numbers) {
    this.blocks = blocks;
    this.numbers = numbers;
  }

  /** Takes note of a decision, and returns whether it had not been noted before. */
  boolean isFirst(Decided decided) {
    String partition = "%06d".formatted(decided.partition());
    long millis = decided.at().toEpochMilli();
    Long newest = numbers.get(time(partition));
    Long end = numbers.get(end(partition));
    if (newest == null || end == null) {
      noteEnd(partition, decided.offset(), millis);
      return note(partition, decided.offset());
    }
    if (decided.offset() < end && millis > newest) {
      // No request of the log has a lower offset and a later time: the log is another one.
      forget(partition, Long.MAX_VALUE);
      numbers.put(end(partition), 0L);
      end = 0L;
    }
    if (decided.offset() < end - OFFSETS_KEPT) {
      return false;
    }
    if (decided.offset() >= end) {
      noteEnd(partition, decided.offset(), Math.max(millis, newest));
    }
    return note(partition, decided.offset());
  }

  private void noteEnd(String partition, long offset, long millis) {
    numbers.put(end(partition), offset + 1);
    numbers.put(time(partition), millis);
  }

  private boolean note(String partition, long offset) {
    String key = block(partition, offset / BLOCK_BITS);
    byte[] known = blocks.get(key);
    if (known == null) {
      forget(partition, (offset - OFFSETS_KEPT) / BLOCK_BITS);
    }
    byte[] block = known == null ? new byte[BLOCK_BITS / Byte.SIZE] : known.clone();
    int bit = (int) (offset % BLOCK_BITS);
    int mask = 1 << (bit % Byte.SIZE);
    boolean isFirst = (block[bit / Byte.SIZE] & mask) == 0;
    if (isFirst) {
      block[bit / Byte.SIZE] |= (byte) mask;
      blocks.put(key, block);
    }
    return isFirst;
  }

  /** The blocks of the partition before the number. */
  private void forget(String partition, long before) {
    if (before <= 0) {
      return;
    }
    try (KeyValueIterator<String, byte[]> old =
        blocks.range(block(partition, 0), block(partition, before - 1))) {
      old.forEachRemaining(each -> blocks.delete(each.key));
    }
  }

  private static String block(String partition, long number) {
    return "%s|%019d".formatted(partition, number);
  }

  private static String end(String partition) {
    return "end|" + partition;
  }

  private static String time(String partition) {
    return "time|" + partition;
  }
}
