package dev.admitone.schemas.signup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.avro.ContentFingerprint;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * What surrounds a sealed profile in its request. The seal's associated data are all of it, not
 * only the request id. Otherwise an attacker that can write to the topic, but not open a seal,
 * could take the profile of a request that is not decided yet, and give it to another user, spend
 * another code on it, or make the sender's own retry look like another request.
 *
 * @param code in its canonical form
 */
public record SignupEnvelope(
    UUID requestId, ContentFingerprint contentFingerprint, String code, String userId) {

  /** Begins the associated data: a seal for this purpose is valid for no other. */
  private static final byte[] PURPOSE = "admit-one signup 1".getBytes(UTF_8);

  /** Each part of a length that is fixed or told, so that no two envelopes give the same bytes. */
  byte[] associatedData() {
    byte[] codeBytes = code.getBytes(UTF_8);
    byte[] userBytes = userId.getBytes(UTF_8);
    byte[] fingerprint = contentFingerprint.bytes();
    return ByteBuffer.allocate(
            PURPOSE.length
                + 2 * Long.BYTES
                + fingerprint.length
                + 2 * Integer.BYTES
                + codeBytes.length
                + userBytes.length)
        .put(PURPOSE)
        .putLong(requestId.getMostSignificantBits())
        .putLong(requestId.getLeastSignificantBits())
        .put(fingerprint)
        .putInt(codeBytes.length)
        .put(codeBytes)
        .putInt(userBytes.length)
        .put(userBytes)
        .array();
  }
}
