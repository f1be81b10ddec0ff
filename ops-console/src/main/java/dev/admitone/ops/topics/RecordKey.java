package dev.admitone.ops.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.schemas.codes.InviteCodes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A key that is looked for, byte for byte. */
final class RecordKey {

  private static final int LENGTH_MAX = 1_000;

  private final byte[] bytes;

  private RecordKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A key that is text. */
  static RecordKey ofText(String text) {
    if (text.length() > LENGTH_MAX) {
      throw RefusedCallException.invalid(
          "key must have at most %d characters".formatted(LENGTH_MAX));
    }
    return new RecordKey(text.getBytes(UTF_8));
  }

  /** A key of any bytes. */
  static RecordKey ofHex(String digits) {
    try {
      if (digits.length() <= 2 * LENGTH_MAX) {
        return new RecordKey(HexFormat.of().parseHex(digits));
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw RefusedCallException.invalid(
        "keyHex must have pairs of hexadecimal digits, at most %d".formatted(LENGTH_MAX));
  }

  boolean isOf(ConsumerRecord<byte[], byte[]> record) {
    return Arrays.equals(record.key(), bytes);
  }

  /** The partition of an invite code; empty if the key is none. */
  Optional<Integer> partitionOfCode(int partitions) {
    String text = new String(bytes, UTF_8);
    return InviteCodes.isCanonical(text)
        ? Optional.of(InviteCodes.partition(text, partitions))
        : Optional.empty();
  }
}
