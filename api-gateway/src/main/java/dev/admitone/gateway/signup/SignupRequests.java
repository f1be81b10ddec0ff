package dev.admitone.gateway.signup;

import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.Profile;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codes.Requests;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupEnvelope;
import dev.admitone.schemas.signup.SignupFingerprints;
import java.util.List;
import java.util.UUID;

/** Makes of signups the requests that may enter the log. */
public final class SignupRequests {

  private final SignupFingerprints fingerprints;
  private final ProfileSeal seal;

  SignupRequests(SignupFingerprints fingerprints, ProfileSeal seal) {
    this.fingerprints = fingerprints;
    this.seal = seal;
  }

  /**
   * The fingerprints of the signup, without the password. The first is the one that it gets; it has
   * one of the others if it was sent before under an older key.
   */
  public List<ContentFingerprint> fingerprints(SignupForm form) {
    return fingerprints.of(
        form.code(),
        form.userId(),
        form.email(),
        form.username(),
        form.displayName(),
        form.phone());
  }

  /** The request, its profile sealed for it alone. */
  public RedemptionRequest request(
      UUID id, ContentFingerprint fingerprint, SignupForm form, String passwordHash) {
    Profile profile =
        new Profile(form.email(), form.username(), form.displayName(), form.phone(), passwordHash);
    byte[] sealed =
        seal.seal(profile, new SignupEnvelope(id, fingerprint, form.code(), form.userId()));
    return Requests.signUp(id, fingerprint, form.code(), form.userId(), sealed);
  }
}
