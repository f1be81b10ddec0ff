package dev.admitone.schemas.signup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.prf.HmacPrfKey;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.util.SecretBytes;
import dev.admitone.schemas.avro.ContentFingerprint;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SignupFingerprintsTest {

  private static final byte[] KEY = new byte[32];

  static {
    Arrays.fill(KEY, (byte) 7);
  }

  private final SignupFingerprints fingerprints = SignupFingerprints.of(keyset(key(KEY)));

  @Test
  void theFingerprintOfASignupUnderItsKeyNeverChanges() {
    assertThat(fingerprints.of("KTEST1", "user-123", "a@b.co", "ann", "Ann", "+15555551234"))
        .hasSize(1);
    assertThat(HexFormat.of().formatHex(sample().bytes()))
        .isEqualTo("ac8aa693c0906407d39b4c43947124af");
  }

  @Test
  void itIsHmacSha256OverThePartsEachWithItsLengthCutTo16Bytes() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    for (String part :
        List.of("signup", "KTEST1", "user-123", "a@b.co", "ann", "Ann", "+15555551234")) {
      mac.update(new byte[] {0, 0, 0, (byte) part.length()});
      mac.update(part.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    assertThat(sample().bytes()).isEqualTo(Arrays.copyOf(mac.doFinal(), 16));
  }

  @Test
  void anotherPartOrAnotherKeyGivesAnotherFingerprint() {
    SignupFingerprints others = SignupFingerprints.of(SignupFingerprints.newKeyset());
    assertThat(
            List.of(
                sample(),
                first(fingerprints, "KTEST2", "user-123", "a@b.co", "ann", "Ann", "+15555551234"),
                first(fingerprints, "KTEST1", "user-124", "a@b.co", "ann", "Ann", "+15555551234"),
                first(fingerprints, "KTEST1", "user-123", "a@c.co", "ann", "Ann", "+15555551234"),
                first(fingerprints, "KTEST1", "user-123", "a@b.co", "anna", "nn", "+15555551234"),
                first(fingerprints, "KTEST1", "user-123", "a@b.co", "ann", "Ann", "+15555551235"),
                first(others, "KTEST1", "user-123", "a@b.co", "ann", "Ann", "+15555551234")))
        .doesNotHaveDuplicates();
  }

  @Test
  void eachKeyGivesItsFingerprintAndThePrimaryOneTheFirst() throws Exception {
    byte[] newer = new byte[32];
    KeysetHandle added = twoKeys(key(KEY), key(newer), true);
    KeysetHandle promoted = twoKeys(key(KEY), key(newer), false);
    ContentFingerprint fresh = first(SignupFingerprints.of(keyset(key(newer))), "KTEST1");
    assertThat(all(SignupFingerprints.of(json(added)))).containsExactly(sample(), fresh);
    assertThat(all(SignupFingerprints.of(json(promoted)))).containsExactly(fresh, sample());
  }

  @Test
  void aKeysetThatIsNoneIsRefusedAndNotRepeated() throws Exception {
    for (String text : List.of("", "sesame", ProfileSeal.newKeyset())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SignupFingerprints.of(text))
          .withMessageNotContaining("sesame")
          .withNoCause();
    }
    KeysetHandle longer =
        KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA512_PRF, PrfConfig2026.get());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignupFingerprints.of(json(longer)))
        .withMessageContaining("HMAC-SHA-256-PRF");
  }

  private ContentFingerprint sample() {
    return first(fingerprints, "KTEST1");
  }

  private static ContentFingerprint first(SignupFingerprints fingerprints, String code) {
    return first(fingerprints, code, "user-123", "a@b.co", "ann", "Ann", "+15555551234");
  }

  private static ContentFingerprint first(
      SignupFingerprints fingerprints,
      String code,
      String userId,
      String email,
      String username,
      String displayName,
      String phone) {
    return fingerprints.of(code, userId, email, username, displayName, phone).getFirst();
  }

  private static List<ContentFingerprint> all(SignupFingerprints fingerprints) {
    return fingerprints.of("KTEST1", "user-123", "a@b.co", "ann", "Ann", "+15555551234");
  }

  private static KeysetHandle twoKeys(HmacPrfKey old, HmacPrfKey newer, boolean oldIsPrimary)
      throws GeneralSecurityException {
    var first = KeysetHandle.importKey(old).withFixedId(1);
    var second = KeysetHandle.importKey(newer).withFixedId(2);
    (oldIsPrimary ? first : second).makePrimary();
    return KeysetHandle.newBuilder()
        .addEntry(first)
        .addEntry(second)
        .setConfiguration(PrfConfig2026.get())
        .build();
  }

  private static HmacPrfKey key(byte[] bytes) {
    try {
      return HmacPrfKey.builder()
          .setParameters(PredefinedPrfParameters.HMAC_SHA256_PRF)
          .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String keyset(HmacPrfKey key) {
    try {
      return json(
          KeysetHandle.newBuilder()
              .addEntry(KeysetHandle.importKey(key).withFixedId(1).makePrimary())
              .setConfiguration(PrfConfig2026.get())
              .build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String json(KeysetHandle keyset) {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          keyset, PrfConfig2026.get(), InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
