package dev.admitone.local.secrets;

import dev.admitone.local.settings.StackSettings;
import dev.admitone.schemas.erasure.UserPseudonyms;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupFingerprints;

/** The keys of signups: one keyset for gateway and processor. */
public final class SignupKeysets {

  private SignupKeysets() {}

  /** Makes those that are not there yet. */
  public static void make(StackSettings settings) {
    var _ = SecretFile.in(settings.sealKeysetFile(), ProfileSeal::newKeyset);
    var _ = SecretFile.in(settings.fingerprintKeysetFile(), SignupFingerprints::newKeyset);
    var _ = SecretFile.in(settings.erasureKeysetFile(), UserPseudonyms::newKeyset);
  }
}
