package dev.admitone.processor.records;

import dev.admitone.processor.redemption.Pseudonyms;
import dev.admitone.schemas.erasure.UserPseudonyms;
import dev.admitone.service.ErasureProperties;
import java.util.List;
import java.util.Set;

/** The pseudonyms under the keys of the settings. */
public final class KeyedPseudonyms implements Pseudonyms {

  private final UserPseudonyms keys;

  private KeyedPseudonyms(UserPseudonyms keys) {
    this.keys = keys;
  }

  /** Those of the settings; {@link Pseudonyms#NONE} without a key. */
  public static Pseudonyms of(ErasureProperties settings) {
    return settings.pseudonyms().<Pseudonyms>map(KeyedPseudonyms::new).orElse(Pseudonyms.NONE);
  }

  @Override
  public List<String> of(String userId) {
    return keys.all(userId);
  }

  @Override
  public Set<String> keyNames() {
    return keys.keyNames();
  }
}
