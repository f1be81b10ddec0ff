package dev.admitone.ops.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The request id that a gateway makes of a caller's {@code Idempotency-Key}: a UUIDv8 of a hash
 * over the caller's subject and the key. A test compares it with a gateway's.
 */
final class KeyedRequests {

  private static final long VERSION_8 = 0x8000L;
  private static final long VERSION_BITS = 0xF000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long VARIANT_BITS = 0xC000_0000_0000_0000L;

  private KeyedRequests() {}

  /** Of the first request of the call. */
  static UUID id(String caller, String key) {
    ByteBuffer digest = ByteBuffer.wrap(sha256(caller, key));
    long high = (digest.getLong() & ~VERSION_BITS) | VERSION_8;
    long low = (digest.getLong() & ~VARIANT_BITS) | VARIANT;
    return new UUID(high, low);
  }

  /** Each text has its length before it: no two lists give the same bytes. */
  private static byte[] sha256(String... texts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String text : texts) {
      byte[] bytes = text.getBytes(UTF_8);
      all.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      all.writeBytes(bytes);
    }
    try {
      return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
