package dev.admitone.service;

import dev.admitone.schemas.signup.ProfileSeal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The seal of signups, the same for all services. One of the first two is set.
 *
 * @param keyset the AEAD keyset itself, in Tink's JSON format
 * @param keysetFile a file with the keyset, readable by the service alone
 * @param writeVersion the version of the profile's schema that is sealed; raised once all services
 *     can read it
 */
@ConfigurationProperties("admit-one.seal")
public record SealProperties(
    @Nullable String keyset, @Nullable Path keysetFile, @DefaultValue("1") int writeVersion) {

  private static final Keysets.Source SOURCE = new Keysets.Source("admit-one.seal");

  /** Checks that there is one, and what it is. */
  public SealProperties {
    var _ = Keysets.use(SOURCE, keyset, keysetFile, json -> ProfileSeal.of(json, writeVersion));
  }

  /** The seal. */
  public ProfileSeal seal() {
    return Keysets.use(SOURCE, keyset, keysetFile, json -> ProfileSeal.of(json, writeVersion));
  }

  /** Everything but the keys. */
  @Override
  public String toString() {
    return "SealProperties[keysetFile=%s, writeVersion=%d]".formatted(keysetFile, writeVersion);
  }
}
