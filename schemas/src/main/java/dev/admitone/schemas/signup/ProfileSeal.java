package dev.admitone.schemas.signup;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AeadKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.Bytes;
import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.avro.Profile;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Seals profiles for the log and opens them: Tink AEAD with the {@link SignupEnvelope} as
 * associated data. Thread-safe.
 *
 * <p>A seal names its key. Keys are rotated without loss when a new one is first added to every
 * service's keyset, and made the primary one, the one that seals, only then. An old one stays as
 * long as the log has records that it sealed.
 *
 * @see <a href="https://developers.google.com/tink/wire-format">Tink's wire format</a>
 */
public final class ProfileSeal {

  /** A version byte and the key's id. */
  private static final int PREFIX_BYTES = 5;

  private static final byte PREFIX_VERSION = 1;

  /** What is sealed is filled up to a multiple of so much: its length would tell of its content. */
  private static final int BLOCK_BYTES = 512;

  private final Aead aead;
  private final Set<Bytes> knownPrefixes;
  private final RecordCodec<Profile> codec;

  private ProfileSeal(Aead aead, Set<Bytes> knownPrefixes, RecordCodec<Profile> codec) {
    this.aead = aead;
    this.knownPrefixes = Set.copyOf(knownPrefixes);
    this.codec = codec;
  }

  /**
   * The seal of a keyset.
   *
   * @param keyset in Tink's JSON format, unencrypted; every key of it an AEAD key whose output
   *     begins with its id
   * @param writeVersion the version of the profile's schema that is sealed
   * @throws IllegalArgumentException if it is no such keyset; the message contains nothing of it
   */
  public static ProfileSeal of(String keyset, int writeVersion) {
    try {
      KeysetHandle keys =
          TinkJsonProtoKeysetFormat.parseKeyset(
              keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
      return new ProfileSeal(
          keys.getPrimitive(AeadConfig2026.get(), Aead.class),
          prefixes(keys),
          RecordCodec.profiles(writeVersion));
    } catch (GeneralSecurityException e) {
      // Without its cause, whose message may quote the text.
      throw new IllegalArgumentException("it is no AEAD keyset in Tink's JSON format");
    }
  }

  /** A new keyset with one key, in Tink's JSON format. To be kept secret. */
  public static String newKeyset() {
    try {
      KeysetHandle keys =
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          keys, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink makes keys of its own kind", e);
    }
  }

  /** Seals the profile with the primary key. Each time other bytes. */
  public byte[] seal(Profile profile, SignupEnvelope envelope) {
    byte[] encoded = codec.encode(profile);
    int blocks = (Integer.BYTES + encoded.length + BLOCK_BYTES - 1) / BLOCK_BYTES;
    byte[] filled =
        ByteBuffer.allocate(blocks * BLOCK_BYTES).putInt(encoded.length).put(encoded).array();
    try {
      return aead.encrypt(filled, envelope.associatedData());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Sealing failed", e);
    }
  }

  /**
   * Opens a seal.
   *
   * @throws SealingKeyMissingException if its key is not known here; it may be added later
   * @throws UnknownProfileVersionException if a newer release sealed it; that release opens it
   * @throws BrokenSealException if it is none, was altered, or was made for another envelope: it
   *     will never open
   */
  public Profile open(byte[] sealed, SignupEnvelope envelope) throws BrokenSealException {
    requireKnownKey(sealed);
    byte[] filled;
    try {
      filled = aead.decrypt(sealed, envelope.associatedData());
    } catch (GeneralSecurityException e) {
      throw new BrokenSealException("the sealed profile is not authentic", e);
    }
    try {
      return codec.decode(content(filled));
    } catch (UndecodableRecordException e) {
      if (e.reason() == DeadLetterReason.UNKNOWN_SCHEMA) {
        throw new UnknownProfileVersionException();
      }
      throw new BrokenSealException("what is sealed is no profile", e);
    }
  }

  private void requireKnownKey(byte[] sealed) throws BrokenSealException {
    if (sealed.length < PREFIX_BYTES || sealed[0] != PREFIX_VERSION) {
      throw new BrokenSealException("the profile is not sealed", null);
    }
    if (!knownPrefixes.contains(Bytes.copyFrom(sealed, 0, PREFIX_BYTES))) {
      throw new SealingKeyMissingException(ByteBuffer.wrap(sealed).getInt(1));
    }
  }

  private static byte[] content(byte[] filled) throws BrokenSealException {
    int length = filled.length < Integer.BYTES ? -1 : ByteBuffer.wrap(filled).getInt();
    if (length < 0 || length > filled.length - Integer.BYTES) {
      throw new BrokenSealException("what is sealed is no profile", null);
    }
    return Arrays.copyOfRange(filled, Integer.BYTES, Integer.BYTES + length);
  }

  private static Set<Bytes> prefixes(KeysetHandle keys) {
    Set<Bytes> prefixes = new HashSet<>();
    for (int i = 0; i < keys.size(); i++) {
      KeysetHandle.Entry entry = keys.getAt(i);
      if (!(entry.getKey() instanceof AeadKey key)
          || key.getOutputPrefix().size() != PREFIX_BYTES
          || key.getOutputPrefix().toByteArray()[0] != PREFIX_VERSION) {
        throw new IllegalArgumentException(
            "each key must have the output prefix type TINK, by which a seal names its key");
      }
      if (entry.getStatus() == KeyStatus.ENABLED) {
        prefixes.add(key.getOutputPrefix());
      }
    }
    return prefixes;
  }
}
