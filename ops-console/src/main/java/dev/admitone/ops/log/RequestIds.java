package dev.admitone.ops.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.avro.ContentFingerprint;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids of requests that are derived: the same for the same purpose, texts and content. So what is
 * sent again, after a failure or by mistake, gets the decision that there is. The same texts with
 * another content are another request.
 */
public final class RequestIds {

  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private RequestIds() {}

  /**
   * A UUIDv8 from the hash of all of it.
   *
   * @param purpose keeps the ids of one feature apart from those of another
   */
  public static UUID derived(String purpose, ContentFingerprint content, String... texts) {
    MessageDigest digest = sha256();
    add(purpose, digest);
    for (String text : texts) {
      add(text, digest);
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(content.bytes()));
    return new UUID(
        (hash.getLong() & ~0xF000L) | VERSION_8,
        (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | VARIANT);
  }

  /** The length before it: no two lists of texts give the same bytes. */
  private static void add(String text, MessageDigest digest) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
