package dev.admitone.processor.redemption;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What a batch has to write, gathered while it is decided. Used by one thread. */
final class GatheredChanges {

  private final List<LedgerEntry> decisions = new ArrayList<>();
  private final Map<Use.Key, Use> addedUses = new LinkedHashMap<>();
  private final List<Use> removedUses = new ArrayList<>();
  private final List<Release> releases = new ArrayList<>();
  private final List<Profile> profiles = new ArrayList<>();
  private final List<CountRepair> countRepairs = new ArrayList<>();
  private final Set<String> createdCodes = new LinkedHashSet<>();
  private final Set<String> changedCodes = new LinkedHashSet<>();

  void add(LedgerEntry decision) {
    decisions.add(decision);
  }

  void add(Use use) {
    addedUses.put(use.key(), use);
  }

  /** A use that this batch added never reaches the table of uses, only that of releases. */
  void add(Release release) {
    if (addedUses.remove(release.use().key()) == null) {
      removedUses.add(release.use());
    }
    releases.add(release);
  }

  void add(Profile profile) {
    profiles.add(profile);
  }

  void add(CountRepair repair) {
    countRepairs.add(repair);
  }

  /** The code has an invite that the ledger lacks. */
  void create(String code) {
    createdCodes.add(code);
  }

  /** The code's invite is another one than before. */
  void change(String code) {
    if (!createdCodes.contains(code)) {
      changedCodes.add(code);
    }
  }

  /** A pseudonym stands for a user. */
  void rename(Renaming renaming) {
    renaming.rename(addedUses);
    removedUses.replaceAll(renaming::rename);
    releases.replaceAll(renaming::rename);
    decisions.replaceAll(renaming::rename);
  }

  /** The user gets no profile. */
  void removeProfile(String userId) {
    profiles.removeIf(profile -> profile.userId().equals(userId));
  }

  /** So far, with the invites as they are by now. */
  BatchState.Changes with(Function<String, Invite> invites, List<Erasure> erasures) {
    return new BatchState.Changes(
        List.copyOf(decisions),
        createdCodes.stream().map(invites).toList(),
        changedCodes.stream().map(invites).toList(),
        List.copyOf(addedUses.values()),
        List.copyOf(removedUses),
        List.copyOf(releases),
        List.copyOf(profiles),
        List.copyOf(countRepairs),
        erasures);
  }
}
