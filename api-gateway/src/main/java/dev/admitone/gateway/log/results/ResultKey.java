package dev.admitone.gateway.log.results;

import dev.admitone.schemas.avro.ContentFingerprint;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * What a result is found by.
 *
 * @param idHigh the first half of the request id
 * @param idLow the other half
 * @param contentHigh the first half of the content fingerprint
 * @param contentLow the other half
 */
record ResultKey(long idHigh, long idLow, long contentHigh, long contentLow) {

  static final int BYTES = 4 * Long.BYTES;

  /** In the order that records have them in. */
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  static ResultKey of(UUID id, ContentFingerprint fingerprint) {
    ByteBuffer content = ByteBuffer.wrap(fingerprint.bytes());
    return new ResultKey(
        id.getMostSignificantBits(),
        id.getLeastSignificantBits(),
        content.getLong(),
        content.getLong());
  }

  /** For what is found by the id alone. */
  static ResultKey of(UUID id) {
    return new ResultKey(id.getMostSignificantBits(), id.getLeastSignificantBits(), 0, 0);
  }

  static ResultKey in(byte[] bytes, int at) {
    return new ResultKey(
        (long) LONG.get(bytes, at),
        (long) LONG.get(bytes, at + 8),
        (long) LONG.get(bytes, at + 16),
        (long) LONG.get(bytes, at + 24));
  }

  void write(byte[] bytes, int at) {
    LONG.set(bytes, at, idHigh);
    LONG.set(bytes, at + 8, idLow);
    LONG.set(bytes, at + 16, contentHigh);
    LONG.set(bytes, at + 24, contentLow);
  }

  boolean isOfSameId(ResultKey other) {
    return idHigh == other.idHigh && idLow == other.idLow;
  }
}
