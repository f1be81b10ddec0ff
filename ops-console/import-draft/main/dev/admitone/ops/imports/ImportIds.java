package dev.admitone.ops.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.avro.ContentFingerprint;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The ids of an import's requests: the same for the same operator, key, code and content. So a file
 * that is sent again, after a failure or by mistake, gets the decisions that there are, and makes
 * exactly the invites that are missing. A line that was changed is another request, and finds that
 * the code exists.
 */
final class ImportIds {

  private static final String PURPOSE = "ops-import";
  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private ImportIds() {}

  /** A UUIDv8 from the hash of all of it. */
  static UUID of(String operator, String key, String code, ContentFingerprint content) {
    MessageDigest digest = sha256();
    for (String text : new String[] {PURPOSE, operator, key, code}) {
      byte[] bytes = text.getBytes(UTF_8);
      // The length before it: no two lists of texts give the same bytes.
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      digest.update(bytes);
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(content.bytes()));
    return new UUID(
        (hash.getLong() & ~0xF000L) | VERSION_8,
        (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | VARIANT);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
