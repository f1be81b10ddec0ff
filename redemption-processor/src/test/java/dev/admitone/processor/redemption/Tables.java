package dev.admitone.processor.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The ledger's tables as maps, with the constraints that the database puts on them. */
final class Tables {

  private final Map<UUID, Invite> invites = new HashMap<>();
  private final Map<Use.Key, Use> uses = new HashMap<>();
  private final Map<UUID, LedgerEntry> decisions = new HashMap<>();
  private final Map<BatchState.ReleasedUse, Release> releases = new HashMap<>();
  private final Map<String, Profile> profiles = new HashMap<>();

  /** Decides a batch on what is in the tables, and writes what it changed. */
  List<Result> decide(List<Request> batch) {
    BatchDecisions decided =
        BatchDecisions.decide(
            batch,
            new BatchState(
                invites.values(),
                uses.values(),
                decisions.values(),
                releases.keySet(),
                profiles.values().stream().map(Profile::keys).toList(),
                Map.of(),
                useCounts(),
                KnownErasures.NONE));
    write(decided.changes());
    assertThat(decided.snapshots()).containsExactlyInAnyOrderElementsOf(invites.values());
    return decided.results();
  }

  private Map<String, Long> useCounts() {
    return invites.values().stream().collect(Collectors.toMap(Invite::code, this::useCount));
  }

  private long useCount(Invite invite) {
    return uses.keySet().stream().filter(key -> key.inviteId().equals(invite.id())).count();
  }

  Map<UUID, Invite> invites() {
    return invites;
  }

  Map<Use.Key, Use> uses() {
    return uses;
  }

  Map<String, Profile> profiles() {
    return profiles;
  }

  Map<UUID, LedgerEntry> decisions() {
    return decisions;
  }

  /** Everything, to compare. */
  List<Object> contents() {
    return List.of(
        Map.copyOf(invites),
        Map.copyOf(uses),
        Map.copyOf(decisions),
        Map.copyOf(releases),
        Map.copyOf(profiles));
  }

  /** In the order in which the ledger writes. */
  private void write(BatchState.Changes changes) {
    for (Invite invite : changes.createdInvites()) {
      assertThat(invites.values()).extracting(Invite::code).doesNotContain(invite.code());
      assertThat(invites.put(invite.id(), invite)).isNull();
    }
    for (Invite invite : changes.changedInvites()) {
      Invite before = invites.put(invite.id(), invite);
      assertThat(before).isNotNull();
      assertThat(invite.version()).isGreaterThan(before.version());
    }
    for (Use use : changes.removedUses()) {
      assertThat(uses.remove(use.key())).isEqualTo(use);
    }
    for (Use use : changes.addedUses()) {
      assertThat(uses.put(use.key(), use)).isNull();
    }
    for (Release release : changes.releases()) {
      var key = new BatchState.ReleasedUse(release.use().id(), release.use().inviteId());
      assertThat(releases.put(key, release)).isNull();
    }
    for (Profile profile : changes.profiles()) {
      Profile.Keys keys = profile.keys();
      for (Profile other : profiles.values()) {
        assertThat(other.keys().username()).isNotEqualTo(keys.username());
        assertThat(other.keys().email()).isNotEqualTo(keys.email());
        assertThat(other.keys().phone()).isNotEqualTo(keys.phone());
      }
      assertThat(profiles.put(profile.userId(), profile)).isNull();
    }
    for (LedgerEntry decision : changes.decisions()) {
      assertThat(decisions.put(decision.id(), decision)).isNull();
    }
    for (Invite invite : invites.values()) {
      assertThat(useCount(invite)).isEqualTo(invite.currentUses());
    }
  }
}
