package dev.admitone.gateway.signup;

import dev.admitone.schemas.signup.SignupFingerprints;
import dev.admitone.service.Keysets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What signups may cost, and the key of their fingerprints.
 *
 * @param maxHashes how many passwords are hashed at once, each on a thread of its own and with 19
 *     MiB; 0: as many as half of the processors, and at least one, so that the other calls have the
 *     rest
 * @param maxWaiting how many signups may wait for their turn; beyond it they are refused with 503
 * @param maxHashWait how long one waits until its password is hashed; then it is refused with 503
 * @param fingerprint the keys that retries are recognized with
 */
@ConfigurationProperties("admit-one.gateway.signup")
public record SignupProperties(
    @DefaultValue("0") int maxHashes,
    @DefaultValue("64") int maxWaiting,
    @DefaultValue("2s") Duration maxHashWait,
    @DefaultValue Fingerprint fingerprint) {

  private static final String PREFIX = "admit-one.gateway.signup.";

  /** Checks the values. */
  public SignupProperties {
    check(maxHashes >= 0, "max-hashes must not be negative");
    check(maxWaiting >= 1, "max-waiting must be at least 1");
    check(maxHashWait.isPositive(), "max-hash-wait must be more than nothing");
  }

  int hashThreads() {
    return maxHashes > 0 ? maxHashes : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  /**
   * The keys of fingerprints, the same on every gateway and kept as long as the ledger. One of the
   * two is set.
   *
   * @param keyset the HMAC-SHA-256-PRF keyset itself, in Tink's JSON format
   * @param keysetFile a file that holds the keyset, readable by the service alone
   */
  public record Fingerprint(@Nullable String keyset, @Nullable Path keysetFile) {

    private static final Keysets.Source SOURCE = new Keysets.Source(PREFIX + "fingerprint");

    /** Checks that there is one, and what it is. */
    public Fingerprint {
      var _ = Keysets.use(SOURCE, keyset, keysetFile, SignupFingerprints::of);
    }

    SignupFingerprints fingerprints() {
      return Keysets.use(SOURCE, keyset, keysetFile, SignupFingerprints::of);
    }

    /** Everything but the key. */
    @Override
    public String toString() {
      return "Fingerprint[keysetFile=%s]".formatted(keysetFile);
    }
  }

  private static void check(boolean valid, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(PREFIX + otherwise);
    }
  }
}
