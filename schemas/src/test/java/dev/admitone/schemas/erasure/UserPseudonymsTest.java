package dev.admitone.schemas.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.prf.HmacPrfKey;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class UserPseudonymsTest {

  private static final int OLD_ID = 0x0a;
  private static final int NEW_ID = 0xfedcba98;

  @Test
  void thePseudonymIsHmacSha256OverTheUserAfterTheNameOfTheKeyAndNeverChanges() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(bytes(7), "HmacSHA256"));
    String hash = HexFormat.of().formatHex(mac.doFinal("user:ann".getBytes(UTF_8)), 0, 16);

    UserPseudonyms pseudonyms = UserPseudonyms.of(keyset(false));
    assertThat(pseudonyms.primary("ann")).isEqualTo("erased-0000000a-" + hash);
    assertThat(pseudonyms.all("ann")).containsExactly("erased-0000000a-" + hash);
    assertThat(pseudonyms.primary("bob")).isNotEqualTo(pseudonyms.primary("ann"));
  }

  @Test
  void underANewPrimaryKeyThePseudonymsOfTheOldOneAreStillKnown() throws Exception {
    String old = UserPseudonyms.of(keyset(false)).primary("ann");
    UserPseudonyms rotated = UserPseudonyms.of(keyset(true));
    assertThat(rotated.primary("ann")).startsWith("erased-fedcba98-").isNotEqualTo(old);
    assertThat(rotated.all("ann")).containsExactly(rotated.primary("ann"), old);
    assertThat(rotated.keyNames()).containsExactlyInAnyOrder("erased-0000000a", "erased-fedcba98");
  }

  @Test
  void aPseudonymTellsItsKeyAndAUserIdTellsNone() {
    UserPseudonyms pseudonyms = UserPseudonyms.of(UserPseudonyms.newKeyset());
    assertThat(UserPseudonyms.keyName(pseudonyms.primary("ann")))
        .hasValueSatisfying(name -> assertThat(pseudonyms.keyNames()).containsExactly(name));
    assertThat(UserPseudonyms.keyName("ann")).isEmpty();
    assertThat(UserPseudonyms.keyName("erased-1")).isEmpty();
  }

  @Test
  void whatIsNoKeysetIsRefusedAndNotRepeated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UserPseudonyms.of("secret"))
        .withMessage("it is no PRF keyset in Tink's JSON format")
        .withNoCause();
  }

  private static String keyset(boolean rotated) throws GeneralSecurityException {
    KeysetHandle.Builder keys = KeysetHandle.newBuilder();
    KeysetHandle.Builder.Entry old = KeysetHandle.importKey(key(7)).withFixedId(OLD_ID);
    keys.addEntry(rotated ? old : old.makePrimary());
    if (rotated) {
      keys.addEntry(KeysetHandle.importKey(key(8)).withFixedId(NEW_ID).makePrimary());
    }
    return TinkJsonProtoKeysetFormat.serializeKeyset(
        keys.build(), PrfConfig2026.get(), InsecureSecretKeyAccess.get());
  }

  private static HmacPrfKey key(int filling) throws GeneralSecurityException {
    return HmacPrfKey.builder()
        .setParameters(PredefinedPrfParameters.HMAC_SHA256_PRF)
        .setKeyBytes(SecretBytes.copyFrom(bytes(filling), InsecureSecretKeyAccess.get()))
        .build();
  }

  private static byte[] bytes(int filling) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) filling);
    return bytes;
  }
}
