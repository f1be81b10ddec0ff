package dev.admitone.schemas.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfSet;
import dev.admitone.schemas.keys.PrfKeysets;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands in the ledger instead of the id of a user that was erased: HMAC-SHA-256 over the user
 * id. Under a key, since a plain hash of a user id is found by trying all of them. The same user
 * has the same pseudonym again, so that an erased user that comes back is recognized.
 *
 * <p>A pseudonym begins with the name of its key: {@code erased-}, the key's id in 8 hexadecimal
 * digits, {@code -}, 32 hexadecimal digits. The keys are kept as long as the ledger. When a new one
 * becomes the primary, the others stay. Thread-safe.
 */
public final class UserPseudonyms {

  private static final Pattern FORM = Pattern.compile("(erased-[0-9a-f]{8})-[0-9a-f]{32}.*");

  private static final int HASH_BYTES = 16;

  /** The primary key's first. */
  private final List<Key> keys;

  private record Key(String name, Prf prf) {}

  private UserPseudonyms(PrfSet prfs) throws GeneralSecurityException {
    int primary = prfs.getPrimaryId();
    this.keys =
        prfs.getPrfs().entrySet().stream()
            .sorted(Comparator.comparing(entry -> entry.getKey() != primary))
            .map(UserPseudonyms::key)
            .toList();
  }

  private static Key key(Map.Entry<Integer, Prf> entry) {
    return new Key("erased-%08x".formatted(entry.getKey()), entry.getValue());
  }

  /**
   * The pseudonyms under the keyset's keys.
   *
   * @param keyset in Tink's JSON format, unencrypted; each key of it HMAC with SHA-256
   * @throws IllegalArgumentException if it is no such keyset; the message contains nothing of it
   */
  public static UserPseudonyms of(String keyset) {
    try {
      return new UserPseudonyms(PrfKeysets.parse(keyset));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the keyset has no primary key");
    }
  }

  /** A new keyset, in Tink's JSON format. To be kept secret, and for ever. */
  public static String newKeyset() {
    return PrfKeysets.generate();
  }

  /** The user's pseudonym under the primary key: the one that an erasure gives. */
  public String primary(String userId) {
    return pseudonym(keys.get(0), userId);
  }

  /** The user's pseudonyms, one under each key: the first under the primary one. */
  public List<String> all(String userId) {
    return keys.stream().map(key -> pseudonym(key, userId)).toList();
  }

  /** The names of the keys. */
  public Set<String> keyNames() {
    return keys.stream().map(Key::name).collect(Collectors.toUnmodifiableSet());
  }

  /** The name of the key that the pseudonym was made under; empty for what has no such form. */
  public static Optional<String> keyName(String pseudonym) {
    var matcher = FORM.matcher(pseudonym);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String pseudonym(Key key, String userId) {
    try {
      byte[] hash = key.prf().compute(("user:" + userId).getBytes(UTF_8), HASH_BYTES);
      return key.name() + "-" + HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 gives up to 32 bytes", e);
    }
  }
}
