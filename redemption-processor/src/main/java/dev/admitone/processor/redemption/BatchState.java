package dev.admitone.processor.redemption;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's content about everything that a batch touches, and what the batch makes of it. The
 * next request is decided against the state that the one before it left. Used by one thread.
 */
public final class BatchState {

  private final Map<String, Invite> invites;
  private final Map<Use.Key, Use> uses;
  private final Map<UUID, LedgerEntry> decisions;
  private final Set<ReleasedUse> releasedUses;
  private final TakenKeys takenKeys;
  private final Map<UUID, Use> usesOfAsked;

  private final List<LedgerEntry> newDecisions = new ArrayList<>();
  private final Map<Use.Key, Use> addedUses = new LinkedHashMap<>();
  private final List<Use> removedUses = new ArrayList<>();
  private final List<Release> newReleases = new ArrayList<>();
  private final List<Profile> newProfiles = new ArrayList<>();
  private final Set<String> createdCodes = new LinkedHashSet<>();
  private final Set<String> changedCodes = new LinkedHashSet<>();

  /** A use that was given back before this batch. */
  public record ReleasedUse(UUID useId, UUID inviteId) {}

  /** What is to be written, each thing once, as it stands after the batch. */
  public record Changes(
      List<LedgerEntry> decisions,
      List<Invite> createdInvites,
      List<Invite> changedInvites,
      List<Use> addedUses,
      List<Use> removedUses,
      List<Release> releases,
      List<Profile> profiles) {}

  /** Begins with what the ledger has, where no gateway asks for earlier decisions. */
  public BatchState(
      Collection<Invite> invites,
      Collection<Use> uses,
      Collection<LedgerEntry> decisions,
      Collection<ReleasedUse> releasedUses,
      Collection<Profile.Keys> profiles) {
    this(invites, uses, decisions, releasedUses, profiles, Map.of());
  }

  /**
   * Begins with what the ledger has.
   *
   * @param usesOfAsked by the id of a decision that a gateway asks for, the use that its user has
   *     of its code, where that code's invite is not among the others
   */
  public BatchState(
      Collection<Invite> invites,
      Collection<Use> uses,
      Collection<LedgerEntry> decisions,
      Collection<ReleasedUse> releasedUses,
      Collection<Profile.Keys> profiles,
      Map<UUID, Use> usesOfAsked) {
    this.invites = byKey(invites, Invite::code);
    this.uses = byKey(uses, Use::key);
    this.decisions = byKey(decisions, LedgerEntry::id);
    this.releasedUses = new HashSet<>(releasedUses);
    this.takenKeys = new TakenKeys(profiles);
    this.usesOfAsked = Map.copyOf(usesOfAsked);
  }

  /** The invite of that code, as it stands now. */
  public Optional<Invite> invite(String code) {
    return Optional.ofNullable(invites.get(code));
  }

  /** The user's use of the invite, if there is one now. */
  public Optional<Use> use(Use.Key key) {
    return Optional.ofNullable(uses.get(key));
  }

  /** Looks through all: only releases ask, and they are rare. */
  public Optional<Use> useById(UUID id) {
    return uses.values().stream().filter(use -> use.id().equals(id)).findAny();
  }

  /** The use of the code that the user has, whom a decision is about. */
  Optional<Use> ownUse(UUID requestId, String code, @Nullable String userId) {
    Invite invite = invites.get(code);
    if (invite == null || userId == null) {
      return Optional.ofNullable(usesOfAsked.get(requestId));
    }
    return use(new Use.Key(invite.id(), userId));
  }

  /** What was decided under that id, before this batch or in it. */
  public Optional<LedgerEntry> decision(UUID requestId) {
    return Optional.ofNullable(decisions.get(requestId));
  }

  /** Whether the user has a profile. */
  public boolean hasProfile(String userId) {
    return takenKeys.hasProfile(userId);
  }

  /** Why there can be no profile with these keys; empty if there can. */
  public Optional<RefusalReason> profileConflict(Profile.Keys wanted) {
    return takenKeys.conflict(wanted);
  }

  /** Whether the use was given back, before this batch or in it. */
  public boolean isReleased(UUID useId, UUID inviteId) {
    return releasedUses.contains(new ReleasedUse(useId, inviteId));
  }

  /**
   * Carries the decision out on this state: the only way in which it changes. Deciding the request
   * again afterwards gives a repeat.
   */
  public void apply(Request request, Decision decision) {
    switch (decision) {
      case Decision.Redeemed redeemed -> {
        add(redeemed.use());
        countUse(request.code(), +1, request.appendedAt());
        enter(LedgerEntry.of(request, Acceptance.REDEEMED));
      }
      case Decision.SignedUp signedUp -> {
        if (signedUp.isNewUse()) {
          add(signedUp.use());
          countUse(request.code(), +1, request.appendedAt());
        }
        takenKeys.add(signedUp.profile().keys());
        newProfiles.add(signedUp.profile());
        enter(LedgerEntry.of(request, Acceptance.REDEEMED));
      }
      case Decision.Created created -> {
        invites.put(created.invite().code(), created.invite());
        createdCodes.add(created.invite().code());
        enter(LedgerEntry.of(request, Acceptance.DONE));
      }
      case Decision.Changed changed -> {
        put(changed.invite());
        enter(LedgerEntry.of(request, Acceptance.DONE));
      }
      case Decision.Released released -> {
        remove(released.release());
        countUse(request.code(), -1, request.appendedAt());
        enter(LedgerEntry.of(request, Acceptance.RELEASED));
      }
      case Decision.Refused refused -> enter(LedgerEntry.of(request, refused.reason()));
      case Decision.Repeated _,
          Decision.RequestIdReused _,
          Decision.Refreshed _,
          Decision.Recalled _,
          Decision.NotDecided _ -> {}
    }
  }

  /**
   * Adds an invite that the ledger lacks and that no request of the log creates: a healing found it
   * elsewhere, and writes it before the changes.
   */
  public void adopt(Invite invite) {
    invites.put(invite.code(), invite);
  }

  /**
   * Enters a decision and nothing else: its request keeps its decision though it can no longer be
   * carried out.
   */
  public void enterAlone(Request request, Acceptance outcome) {
    enter(LedgerEntry.of(request, outcome));
  }

  /** What the batch changed so far. */
  public Changes changes() {
    return new Changes(
        List.copyOf(newDecisions),
        invitesOf(createdCodes),
        invitesOf(changedCodes),
        List.copyOf(addedUses.values()),
        List.copyOf(removedUses),
        List.copyOf(newReleases),
        List.copyOf(newProfiles));
  }

  /** Every invite that the batch named and that exists, as it stands now. */
  public Collection<Invite> invites() {
    return List.copyOf(invites.values());
  }

  private void add(Use use) {
    uses.put(use.key(), use);
    addedUses.put(use.key(), use);
  }

  /** A use that this batch added never reaches the table of uses, only that of releases. */
  private void remove(Release release) {
    Use use = release.use();
    uses.remove(use.key());
    if (addedUses.remove(use.key()) == null) {
      removedUses.add(use);
    }
    newReleases.add(release);
    releasedUses.add(new ReleasedUse(use.id(), use.inviteId()));
  }

  private void countUse(String code, int by, Instant at) {
    Invite invite = invite(code).orElseThrow();
    put(invite.withUses(invite.currentUses() + by, at));
  }

  private void put(Invite invite) {
    invites.put(invite.code(), invite);
    if (!createdCodes.contains(invite.code())) {
      changedCodes.add(invite.code());
    }
  }

  private void enter(LedgerEntry entry) {
    decisions.put(entry.id(), entry);
    newDecisions.add(entry);
  }

  private List<Invite> invitesOf(Set<String> codes) {
    return codes.stream().map(code -> invite(code).orElseThrow()).toList();
  }

  private static <K, V> Map<K, V> byKey(Collection<V> values, Function<V, K> key) {
    return values.stream()
        .collect(Collectors.toMap(key, value -> value, (a, b) -> a, HashMap::new));
  }
}
