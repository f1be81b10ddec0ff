package dev.admitone.processor.redemption;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a batch has to know of users that were erased or are being erased. */
final class ErasedUsers {

  private final Map<String, Set<String>> pseudonyms = new HashMap<>();
  private final Set<Use.Key> profiles;
  private final List<Erasure> erasures = new ArrayList<>();

  ErasedUsers(KnownErasures known) {
    known.pseudonyms().forEach((user, all) -> pseudonyms.put(user, new LinkedHashSet<>(all)));
    this.profiles = new HashSet<>(known.profiles());
  }

  /** Whether no user of the batch's requests may have been erased. */
  boolean isEmpty() {
    return pseudonyms.isEmpty();
  }

  /** The pseudonym of the user that the test is true of. */
  Optional<String> pseudonym(String userId, Predicate<String> test) {
    return pseudonyms.getOrDefault(userId, Set.of()).stream().filter(test).findFirst();
  }

  /** Whether it is the pseudonym of one of the users. */
  boolean isPseudonym(String userId) {
    return pseudonyms.values().stream().anyMatch(all -> all.contains(userId));
  }

  /** The user has a profile that came with a use of the invite. */
  void addProfile(Use.Key key) {
    profiles.add(key);
  }

  /** The user is erased; whether a profile went with it. */
  boolean erase(Erasure erasure) {
    erasures.add(erasure);
    pseudonyms
        .computeIfAbsent(erasure.userId(), _ -> new LinkedHashSet<>())
        .add(erasure.pseudonym());
    return profiles.remove(new Use.Key(erasure.inviteId(), erasure.userId()));
  }

  /** In their order. */
  List<Erasure> erasures() {
    return List.copyOf(erasures);
  }
}
