package dev.admitone.schemas.keys;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.prf.HmacPrfKey;
import com.google.crypto.tink.prf.HmacPrfParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import java.security.GeneralSecurityException;

/** Reads and makes keysets whose keys compute HMAC with SHA-256. */
public final class PrfKeysets {

  private PrfKeysets() {}

  /**
   * The keys of the keyset.
   *
   * @param keyset in Tink's JSON format, unencrypted; each key of it HMAC with SHA-256
   * @throws IllegalArgumentException if it is no such keyset; the message contains nothing of it
   */
  public static PrfSet parse(String keyset) {
    try {
      KeysetHandle keys =
          TinkJsonProtoKeysetFormat.parseKeyset(
              keyset, PrfConfig2026.get(), InsecureSecretKeyAccess.get());
      for (int i = 0; i < keys.size(); i++) {
        if (!(keys.getAt(i).getKey() instanceof HmacPrfKey key)
            || key.getParameters().getHashType() != HmacPrfParameters.HashType.SHA256) {
          throw new IllegalArgumentException("each key must be of the type HMAC-SHA-256-PRF");
        }
      }
      return keys.getPrimitive(PrfConfig2026.get(), PrfSet.class);
    } catch (GeneralSecurityException e) {
      // Without its cause, whose message may quote the text.
      throw new IllegalArgumentException("it is no PRF keyset in Tink's JSON format");
    }
  }

  /** A new keyset, in Tink's JSON format. To be kept secret, and for ever. */
  public static String generate() {
    try {
      KeysetHandle keys =
          KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF, PrfConfig2026.get());
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          keys, PrfConfig2026.get(), InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink makes keys of its own kind", e);
    }
  }
}
