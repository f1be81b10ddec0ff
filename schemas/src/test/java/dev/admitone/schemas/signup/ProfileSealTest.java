package dev.admitone.schemas.signup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.Profile;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.SchemaVersions;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileSealTest {

  private static final UUID ID = UUID.fromString("01a20f76-dfaf-709e-8a73-49882d36da2a");
  private static final SignupEnvelope ENVELOPE =
      new SignupEnvelope(ID, fingerprint(1), "KTEST1", "user-123");
  private static final Profile PROFILE =
      new Profile("test@example.com", "testuser", "Test User", "+15555551234", "$argon2id$hash");

  private final KeysetHandle keys = keyset();
  private final ProfileSeal seal = seal(keys);

  @Test
  void whatIsSealedOpensAndCannotBeRead() throws Exception {
    byte[] sealed = seal.seal(PROFILE, ENVELOPE);

    assertThat(seal.open(sealed, ENVELOPE)).isEqualTo(PROFILE);
    assertThat(new String(sealed, ISO_8859_1)).doesNotContain("test", "Test", "5555", "argon");
    assertThat(seal.seal(PROFILE, ENVELOPE)).isNotEqualTo(sealed);
  }

  @Test
  void theLengthOfASealTellsNothingOfWhatIsInIt() {
    Profile longer =
        new Profile("t".repeat(200) + "@example.com", "u".repeat(30), "T", "+1", "$argon2id$hash");
    assertThat(seal.seal(longer, ENVELOPE)).hasSameSizeAs(seal.seal(PROFILE, ENVELOPE));
  }

  @Test
  void aSealThatWasAlteredAnywhereIsBroken() {
    byte[] sealed = seal.seal(PROFILE, ENVELOPE);
    for (int at = 5; at < sealed.length; at += 37) {
      byte[] altered = sealed.clone();
      altered[at] ^= 1;
      assertThatExceptionOfType(BrokenSealException.class)
          .isThrownBy(() -> seal.open(altered, ENVELOPE));
    }
  }

  @Test
  void aSealThatWasMovedToAnotherRequestIsBroken() {
    byte[] sealed = seal.seal(PROFILE, ENVELOPE);
    for (SignupEnvelope other :
        List.of(
            new SignupEnvelope(UUID.randomUUID(), fingerprint(1), "KTEST1", "user-123"),
            new SignupEnvelope(ID, fingerprint(2), "KTEST1", "user-123"),
            new SignupEnvelope(ID, fingerprint(1), "KTEST2", "user-123"),
            new SignupEnvelope(ID, fingerprint(1), "KTEST1", "user-124"))) {
      assertThatExceptionOfType(BrokenSealException.class)
          .as(other.toString())
          .isThrownBy(() -> seal.open(sealed, other))
          .withMessage("the sealed profile is not authentic");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 600})
  void bytesThatAreNoSealAreBroken(int length) {
    assertThatExceptionOfType(BrokenSealException.class)
        .isThrownBy(() -> seal.open(new byte[length], ENVELOPE));
  }

  @Test
  void keysAreRotatedWithoutLossWhenTheNewOneIsAddedEverywhereAndThenPromoted() throws Exception {
    KeysetHandle added =
        KeysetHandle.newBuilder(keys)
            .addEntry(
                KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                    .withRandomId())
            .setConfiguration(AeadConfig2026.get())
            .build();
    var builder = KeysetHandle.newBuilder(added).setConfiguration(AeadConfig2026.get());
    builder.getAt(1).makePrimary();
    KeysetHandle promoted = builder.build();

    byte[] before = seal.seal(PROFILE, ENVELOPE);
    byte[] between = seal(added).seal(PROFILE, ENVELOPE);
    byte[] after = seal(promoted).seal(PROFILE, ENVELOPE);

    // Whoever is not promoted yet reads what is sealed by those who are, and the other way round.
    for (KeysetHandle reader : List.of(added, promoted)) {
      for (byte[] sealed : List.of(before, between, after)) {
        assertThat(seal(reader).open(sealed, ENVELOPE)).isEqualTo(PROFILE);
      }
    }
    // While the key is only added, even those who lack it read everything.
    assertThat(seal.open(between, ENVELOPE)).isEqualTo(PROFILE);
    // Promoted too early it is waited for, which is no loss.
    assertThatExceptionOfType(SealingKeyMissingException.class)
        .isThrownBy(() -> seal.open(after, ENVELOPE))
        .withMessageContaining(
            "key " + Integer.toUnsignedString(promoted.getPrimary().getId()) + ",");
  }

  @Test
  void aKeyThatIsSwitchedOffIsWaitedForAsOneThatIsMissing() throws Exception {
    byte[] sealed = seal.seal(PROFILE, ENVELOPE);
    var builder =
        KeysetHandle.newBuilder(keys)
            .addEntry(
                KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                    .withRandomId()
                    .makePrimary())
            .setConfiguration(AeadConfig2026.get());
    builder.getAt(0).setStatus(KeyStatus.DISABLED);
    ProfileSeal other = seal(builder.build());
    assertThatExceptionOfType(SealingKeyMissingException.class)
        .isThrownBy(() -> other.open(sealed, ENVELOPE));
  }

  @Test
  void aProfileThatANewerReleaseSealedIsWaitedFor() throws Exception {
    byte[] profile = RecordCodec.profiles(1).encode(PROFILE);
    profile[2] ^= 1; // The fingerprint of the schema, which is then an unknown one.
    byte[] filled = ByteBuffer.allocate(512).putInt(profile.length).put(profile).array();
    byte[] sealed =
        keys.getPrimitive(AeadConfig2026.get(), Aead.class)
            .encrypt(filled, ENVELOPE.associatedData());
    assertThatExceptionOfType(UnknownProfileVersionException.class)
        .isThrownBy(() -> seal.open(sealed, ENVELOPE));
  }

  @Test
  void aKeysetThatIsNoneOrDoesNotNameItsKeysIsRefusedAndNotRepeated() throws Exception {
    for (String text :
        List.of("", "sesame", "{\"key\":\"sesame\"}", SignupFingerprints.newKeyset())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ProfileSeal.of(text, 1))
          .withMessageNotContaining("sesame")
          .withNoCause();
    }
    KeysetHandle nameless =
        KeysetHandle.generateNew(
            PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE_NO_PREFIX, AeadConfig2026.get());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seal(nameless))
        .withMessageContaining("TINK");
    assertThatIllegalArgumentException().isThrownBy(() -> ProfileSeal.of(json(keys), 2));
  }

  @Test
  void theNewestVersionIsWhatTheClassWasGeneratedFromAndAllAreCompatible() {
    var versions = SchemaVersions.ofProfile().all();
    assertThat(SchemaNormalization.toParsingForm(versions.getLast()))
        .isEqualTo(SchemaNormalization.toParsingForm(Profile.getClassSchema()));
    var fullTransitive = new SchemaValidatorBuilder().mutualReadStrategy().validateAll();
    for (var version : versions) {
      assertThatCode(() -> fullTransitive.validate(version, versions)).doesNotThrowAnyException();
    }
  }

  @Test
  void theEnvelopesBytesTellItsPartsApart() {
    assertThat(new SignupEnvelope(ID, fingerprint(1), "ABC", "def").associatedData())
        .isNotEqualTo(new SignupEnvelope(ID, fingerprint(1), "ABCd", "ef").associatedData());
  }

  private static ProfileSeal seal(KeysetHandle keyset) {
    return ProfileSeal.of(json(keyset), 1);
  }

  private static KeysetHandle keyset() {
    try {
      return TinkJsonProtoKeysetFormat.parseKeyset(
          ProfileSeal.newKeyset(), AeadConfig2026.get(), InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String json(KeysetHandle keyset) {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ContentFingerprint fingerprint(int first) {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) first;
    return new ContentFingerprint(bytes);
  }
}
