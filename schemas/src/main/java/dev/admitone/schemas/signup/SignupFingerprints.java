package dev.admitone.schemas.signup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfSet;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.keys.PrfKeysets;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What tells a signup that is sent again from another one under the same id: HMAC-SHA-256 over the
 * code, the user and the profile without the password. Under a key, since a plain hash of an e-mail
 * address or a phone number is found by trying all of them. Without the password, since a
 * fingerprint of it would help an attacker to guess it. Thread-safe.
 *
 * <p>The keys have nothing to do with the seal's, and are kept as long as the ledger. When a new
 * one becomes the primary, the others stay: a signup that is sent again is recognized by the
 * fingerprint under the key that it was first sent with.
 */
public final class SignupFingerprints {

  private static final int FINGERPRINT_BYTES = 16;

  /** The primary key's first. */
  private final List<Prf> keys;

  private SignupFingerprints(PrfSet prfs) throws GeneralSecurityException {
    int primary = prfs.getPrimaryId();
    this.keys =
        prfs.getPrfs().entrySet().stream()
            .sorted(Comparator.comparing(entry -> entry.getKey() != primary))
            .map(Map.Entry::getValue)
            .toList();
  }

  /**
   * The fingerprints under the keyset's keys.
   *
   * @param keyset in Tink's JSON format, unencrypted; each key of it HMAC with SHA-256
   * @throws IllegalArgumentException if it is no such keyset; the message contains nothing of it
   */
  public static SignupFingerprints of(String keyset) {
    try {
      return new SignupFingerprints(PrfKeysets.parse(keyset));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the keyset has no primary key");
    }
  }

  /** A new keyset, in Tink's JSON format. To be kept secret, and for ever. */
  public static String newKeyset() {
    return PrfKeysets.generate();
  }

  /**
   * The fingerprints of a signup, one under each key: the first under the primary one, which new
   * signups get. All parts in their canonical form.
   */
  public List<ContentFingerprint> of(
      String code, String userId, String email, String username, String displayName, String phone) {
    byte[] content = lengthPrefixed("signup", code, userId, email, username, displayName, phone);
    return keys.stream().map(key -> fingerprint(key, content)).toList();
  }

  private static ContentFingerprint fingerprint(Prf key, byte[] content) {
    try {
      return new ContentFingerprint(key.compute(content, FINGERPRINT_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 gives up to 32 bytes", e);
    }
  }

  private static byte[] lengthPrefixed(String... texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String text : texts) {
      byte[] bytes = text.getBytes(UTF_8);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }
}
