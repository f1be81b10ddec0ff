package dev.admitone.processor.redemption;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
  private final UseCounts useCounts;
  private final ErasedUsers erased;

  private final GatheredChanges changes = new GatheredChanges();

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
      List<Profile> profiles,
      List<CountRepair> countRepairs,
      List<Erasure> erasures) {

    /** One decision, from which nothing follows. */
    public static Changes ofOne(LedgerEntry decision) {
      return new Changes(
          List.of(decision),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());
    }
  }

  /**
   * Begins with what the ledger has, where no gateway asks for earlier decisions, and no operator
   * has uses counted again.
   */
  public BatchState(
      Collection<Invite> invites,
      Collection<Use> uses,
      Collection<LedgerEntry> decisions,
      Collection<ReleasedUse> releasedUses,
      Collection<Profile.Keys> profiles) {
    this(invites, uses, decisions, releasedUses, profiles, Map.of(), Map.of(), KnownErasures.NONE);
  }

  /**
   * Begins with what the ledger has.
   *
   * @param usesOfAsked by the id of a decision that a gateway asks for, the use that its user has
   *     of its code, where that code's invite is not among the others
   * @param useCounts how many uses there are, by the code, where an operator has them counted again
   * @param erasures what is to be known of users that were erased or are to be erased
   */
  public BatchState(
      Collection<Invite> invites,
      Collection<Use> uses,
      Collection<LedgerEntry> decisions,
      Collection<ReleasedUse> releasedUses,
      Collection<Profile.Keys> profiles,
      Map<UUID, Use> usesOfAsked,
      Map<String, Long> useCounts,
      KnownErasures erasures) {
    this.invites = byKey(invites, Invite::code);
    this.uses = byKey(uses, Use::key);
    this.decisions = byKey(decisions, LedgerEntry::id);
    this.releasedUses = new HashSet<>(releasedUses);
    this.takenKeys = new TakenKeys(profiles);
    this.usesOfAsked = Map.copyOf(usesOfAsked);
    this.useCounts = new UseCounts(useCounts);
    this.erased = new ErasedUsers(erasures);
  }

  /** The invite of that code, as it stands now. */
  public Optional<Invite> invite(String code) {
    return Optional.ofNullable(invites.get(code));
  }

  /** The user's use of the invite, if there is one now. */
  public Optional<Use> use(Use.Key key) {
    return Optional.ofNullable(uses.get(key));
  }

  /**
   * The request as it is to be decided: under the pseudonym of its user, where that has a use of
   * the code, so that an erased user is recognized and its id does not come back.
   */
  public Request known(Request request) {
    if (erased.isEmpty()) {
      return request;
    }
    String userId = request.userId();
    Invite invite = invites.get(request.code());
    if (userId == null || invite == null) {
      return request;
    }
    return erased
        .pseudonym(userId, pseudonym -> uses.containsKey(new Use.Key(invite.id(), pseudonym)))
        .map(request::under)
        .orElse(request);
  }

  /** Whether it is the pseudonym of a user that was erased. */
  boolean isErased(String userId) {
    return erased.isPseudonym(userId);
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

  /** What comes of counting the uses of the request's code again; empty if there is no invite. */
  public Optional<CountRepair> countRepair(Request request, Command.RepairCount command) {
    return invite(request.code())
        .map(
            invite ->
                new CountRepair(
                    request.id(),
                    invite.id(),
                    invite.currentUses(),
                    useCounts.of(invite.code()),
                    command.repairedBy(),
                    command.reason(),
                    request.appendedAt()));
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
        erased.addProfile(signedUp.use().key());
        changes.add(signedUp.profile());
        enter(LedgerEntry.of(request, Acceptance.REDEEMED));
      }
      case Decision.Created created -> {
        invites.put(created.invite().code(), created.invite());
        changes.create(created.invite().code());
        useCounts.begin(created.invite().code());
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
      case Decision.Repaired repaired -> {
        repair(request.code(), repaired.repair());
        enter(LedgerEntry.of(request, Acceptance.DONE));
      }
      case Decision.Erased(var erasure) -> {
        erase(erasure);
        enter(LedgerEntry.of(request, Acceptance.DONE));
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
    useCounts.begin(invite.code());
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
    return changes.with(code -> invite(code).orElseThrow(), erased.erasures());
  }

  /** Every invite that the batch named and that exists, as it stands now. */
  public Collection<Invite> invites() {
    return List.copyOf(invites.values());
  }

  private void add(Use use) {
    uses.put(use.key(), use);
    changes.add(use);
  }

  private void remove(Release release) {
    Use use = release.use();
    uses.remove(use.key());
    releasedUses.add(new ReleasedUse(use.id(), use.inviteId()));
    changes.add(release);
  }

  /** Everything of the user and the invite that this batch read or made. */
  private void erase(Erasure erasure) {
    Renaming renaming = new Renaming(erasure);
    renaming.rename(uses);
    decisions.replaceAll((_, entry) -> renaming.rename(entry));
    changes.rename(renaming);
    if (erased.erase(erasure)) {
      takenKeys.remove(erasure.userId());
      changes.removeProfile(erasure.userId());
    }
  }

  private void countUse(String code, int by, Instant at) {
    Invite invite = invite(code).orElseThrow();
    put(invite.withUses(invite.currentUses() + by, at));
    useCounts.add(code, by);
  }

  private void repair(String code, CountRepair repair) {
    if (repair.changesCount()) {
      put(invite(code).orElseThrow().withUses(repair.uses(), repair.repairedAt()));
      changes.add(repair);
    }
  }

  private void put(Invite invite) {
    invites.put(invite.code(), invite);
    changes.change(invite.code());
  }

  private void enter(LedgerEntry entry) {
    decisions.put(entry.id(), entry);
    changes.add(entry);
  }

  private static <K, V> Map<K, V> byKey(Collection<V> values, Function<V, K> key) {
    return values.stream()
        .collect(Collectors.toMap(key, value -> value, (a, b) -> a, HashMap::new));
  }
}
