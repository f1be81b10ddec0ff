package dev.admitone.processor.redemption;

import java.util.List;
import java.util.Set;

/** Port: what stands for users that were erased, computed under keys from their ids alone. */
public interface Pseudonyms {

  /** Without a key: no user can be erased, and none that was is recognized. */
  Pseudonyms NONE =
      new Pseudonyms() {
        @Override
        public List<String> of(String userId) {
          return List.of();
        }

        @Override
        public Set<String> keyNames() {
          return Set.of();
        }
      };

  /** The user's pseudonyms, one under each key. */
  List<String> of(String userId);

  /** The names of the keys that there are. */
  Set<String> keyNames();

  /** The name of the key that the pseudonym was made under: all before its last dash. */
  static String keyName(String pseudonym) {
    return pseudonym.substring(0, Math.max(0, pseudonym.lastIndexOf('-')));
  }
}
