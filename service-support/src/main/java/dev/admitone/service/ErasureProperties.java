package dev.admitone.service;

import dev.admitone.schemas.erasure.UserPseudonyms;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The keys of pseudonyms, under which erased users stay in the ledger: the same for the processor
 * and the console. At most one of them is set; without, no user can be erased.
 *
 * @param keyset the keyset of pseudonyms itself, in Tink's JSON format: HMAC-SHA-256-PRF keys
 * @param keysetFile a file with the keyset of pseudonyms, readable by the service alone
 */
@ConfigurationProperties("admit-one.erasure")
public record ErasureProperties(@Nullable String keyset, @Nullable Path keysetFile) {

  private static final Keysets.Source SOURCE = new Keysets.Source("admit-one.erasure");

  /** Checks what it is, if there is one. */
  public ErasureProperties {
    var _ = read(keyset, keysetFile);
  }

  /** The pseudonyms under the keys; empty if there are no keys. */
  public Optional<UserPseudonyms> pseudonyms() {
    return read(keyset, keysetFile);
  }

  private static Optional<UserPseudonyms> read(@Nullable String keyset, @Nullable Path file) {
    boolean isUnset =
        (keyset == null || keyset.isBlank()) && (file == null || file.toString().isBlank());
    return isUnset
        ? Optional.empty()
        : Optional.of(Keysets.use(SOURCE, keyset, file, UserPseudonyms::of));
  }

  /** Everything but the keys. */
  @Override
  public String toString() {
    return "ErasureProperties[keysetFile=%s]".formatted(keysetFile);
  }
}
