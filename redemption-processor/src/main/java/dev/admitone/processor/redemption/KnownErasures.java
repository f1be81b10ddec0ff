package dev.admitone.processor.redemption;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the ledger has that a batch must know of users that were erased or are to be erased.
 *
 * @param pseudonyms by user id, those under which the user may have a use of a code
 * @param profiles of the users that are to be erased: whose profile came with a use of which invite
 */
public record KnownErasures(Map<String, List<String>> pseudonyms, Set<Use.Key> profiles) {

  /** No user was erased, and none is to be. */
  public static final KnownErasures NONE = new KnownErasures(Map.of(), Set.of());
}
