package dev.admitone.processor.redemption;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Users of a code were erased under a key that is missing here, so that they would not be
 * recognized: nothing is decided until the key is there.
 */
public final class ErasureKeyMissingException extends RuntimeException {

  private ErasureKeyMissingException(String message) {
    super(message);
  }

  /**
   * Checks that all keys are there.
   *
   * @throws ErasureKeyMissingException if one is missing; the message says what to set
   */
  public static void check(String code, Collection<String> used, Set<String> known) {
    Set<String> missing = new TreeSet<>(used);
    missing.removeAll(known);
    if (!missing.isEmpty()) {
      throw new ErasureKeyMissingException(
          ("users of code %s were erased under the key %s, which is missing here: set"
                  + " admit-one.erasure.keyset-file to the keyset that has it")
              .formatted(code, String.join(", ", missing)));
    }
  }
}
