package dev.admitone.processor.jdbc;

import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.Ledger;
import dev.admitone.processor.redemption.LedgerEntry;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Profile;
import dev.admitone.processor.redemption.RefusalReason;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Signup;
import dev.admitone.processor.redemption.Use;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The ledger in PostgreSQL. Needs READ COMMITTED: each statement after the lock sees what was
 * committed before it got the lock.
 */
final class JdbcLedger implements Ledger {

  private final InvitesTable invites;
  private final UsesTable uses;
  private final DecisionsTable decisions;
  private final ReleasesTable releases;
  private final ProfilesTable profiles;
  private final SqlChangesTable sqlChanges;
  private final RefreshesTable refreshes;

  JdbcLedger(JdbcTemplate jdbc) {
    this.invites = new InvitesTable(jdbc);
    this.uses = new UsesTable(jdbc);
    this.decisions = new DecisionsTable(jdbc);
    this.releases = new ReleasesTable(jdbc);
    this.profiles = new ProfilesTable(jdbc);
    this.sqlChanges = new SqlChangesTable(jdbc);
    this.refreshes = new RefreshesTable(jdbc);
  }

  @Override
  public BatchState load(List<Request> requests, Predicate<Position> isPassed) {
    try {
      return loadLocked(requests, isPassed);
    } catch (DataAccessException e) {
      throw SqlErrors.translate(e);
    }
  }

  @Override
  public void save(BatchState.Changes changes) {
    try {
      invites.insert(changes.createdInvites());
      invites.update(changes.changedInvites());
      uses.delete(changes.removedUses());
      uses.insert(changes.addedUses());
      releases.insert(changes.releases());
      profiles.insert(changes.profiles());
      decisions.insert(changes.decisions());
    } catch (DataAccessException e) {
      throw SqlErrors.translate(e);
    }
  }

  @Override
  public void owe(Collection<String> codes, Duration dueIn) {
    try {
      refreshes.note(codes, dueIn);
    } catch (DataAccessException e) {
      throw SqlErrors.translate(e);
    }
  }

  private BatchState loadLocked(List<Request> requests, Predicate<Position> isPassed) {
    List<InvitesTable.Row> rows = invitesOf(requests);
    Map<String, Invite> locked =
        rows.stream()
            .map(InvitesTable.Row::invite)
            .collect(Collectors.toMap(Invite::code, Function.identity()));

    Set<UUID> ids =
        requests.stream()
            // No ledger has one of these, and half a million of them may come at once.
            .filter(request -> !(request.command() instanceof Command.Refresh))
            .map(Request::id)
            .collect(Collectors.toCollection(HashSet::new));
    Set<UUID> useIds = new HashSet<>();
    for (Request request : requests) {
      if (request.command() instanceof Command.ReleaseUse release) {
        useIds.add(release.useId());
      }
    }
    ids.addAll(useIds);
    List<LedgerEntry> decided = decisions.select(ids);
    sqlChanges.meet(firstPositions(rows, requests, decided, isPassed));

    List<LedgerEntry> asked = askedForOwnUse(requests, decided);
    Set<UUID> lookedUp = new HashSet<>(useIds);
    asked.forEach(entry -> lookedUp.add(entry.id()));
    List<Use> used = new ArrayList<>(uses.select(keys(requests, locked, decided, lookedUp)));
    used.addAll(uses.selectById(usesWithoutDecision(requests, locked, decided)));
    return new BatchState(
        locked.values(),
        used,
        decided,
        releases.select(useIds),
        profiles.select(wantedProfiles(requests)),
        uses.selectByDecision(
            asked.stream().filter(entry -> !locked.containsKey(entry.code())).toList()));
  }

  /**
   * Locks the invites, but for those that are only published again. Nothing changes these here, and
   * a change that is committed meanwhile has a higher version and a snapshot of its own.
   */
  private List<InvitesTable.Row> invitesOf(List<Request> requests) {
    Set<String> changing = new HashSet<>();
    Set<String> shown = new HashSet<>();
    for (Request request : requests) {
      (request.command() instanceof Command.Refresh ? shown : changing).add(request.code());
    }
    shown.removeAll(changing);
    List<InvitesTable.Row> rows = new ArrayList<>(invites.lock(changing));
    rows.addAll(invites.read(shown));
    return rows;
  }

  /** The decisions that gateways ask for and that name the use that the user has. */
  private static List<LedgerEntry> askedForOwnUse(
      List<Request> requests, List<LedgerEntry> decided) {
    Set<UUID> asked = new HashSet<>();
    for (Request request : requests) {
      if (request.command() instanceof Command.Ask) {
        asked.add(request.id());
      }
    }
    return asked.isEmpty()
        ? List.of()
        : decided.stream()
            .filter(entry -> entry.outcome() == RefusalReason.ALREADY_USED)
            .filter(entry -> asked.contains(entry.id()))
            .toList();
  }

  /** The position of the first new decision about each invite that SQL changed last. */
  private static Map<UUID, Position> firstPositions(
      List<InvitesTable.Row> rows,
      List<Request> requests,
      List<LedgerEntry> decided,
      Predicate<Position> isPassed) {
    Map<String, UUID> changed =
        rows.stream()
            .filter(InvitesTable.Row::isChangedBySql)
            .map(InvitesTable.Row::invite)
            .collect(Collectors.toMap(Invite::code, Invite::id));
    if (changed.isEmpty()) {
      return Map.of();
    }
    Set<UUID> decidedIds = decided.stream().map(LedgerEntry::id).collect(Collectors.toSet());
    Map<UUID, Position> first = new HashMap<>();
    for (Request request : requests) {
      UUID invite = changed.get(request.code());
      if (invite != null
          && !(request.command() instanceof Command.Unrecorded)
          && !decidedIds.contains(request.id())
          && !isPassed.test(request.position())) {
        first.putIfAbsent(invite, request.source().position());
      }
    }
    return first;
  }

  private static Set<Profile.Keys> wantedProfiles(List<Request> requests) {
    Set<Profile.Keys> wanted = new HashSet<>();
    for (Request request : requests) {
      String userId = request.userId();
      Signup signup = request.signup();
      if (userId != null && signup != null) {
        wanted.add(Profile.Keys.of(userId, signup));
      }
    }
    return wanted;
  }

  /** The users and codes of redemptions, and the uses that are to be given back or named. */
  private static Set<Use.Key> keys(
      List<Request> requests,
      Map<String, Invite> locked,
      List<LedgerEntry> decided,
      Set<UUID> lookedUp) {
    Set<Use.Key> keys = new HashSet<>();
    for (Request request : requests) {
      Invite invite = locked.get(request.code());
      String userId = request.userId();
      if (invite != null && userId != null) {
        keys.add(new Use.Key(invite.id(), userId));
      }
    }
    for (LedgerEntry entry : decided) {
      Invite invite = locked.get(entry.code());
      String userId = entry.userId();
      if (invite != null && userId != null && lookedUp.contains(entry.id())) {
        keys.add(new Use.Key(invite.id(), userId));
      }
    }
    return keys;
  }

  /** Uses to be given back that SQL made: the ledger's decisions do not name their users. */
  private static Set<UsesTable.IdKey> usesWithoutDecision(
      List<Request> requests, Map<String, Invite> locked, List<LedgerEntry> decided) {
    Set<UUID> decidedIds = decided.stream().map(LedgerEntry::id).collect(Collectors.toSet());
    Set<UsesTable.IdKey> keys = new HashSet<>();
    for (Request request : requests) {
      Invite invite = locked.get(request.code());
      if (invite != null
          && request.command() instanceof Command.ReleaseUse release
          && !decidedIds.contains(release.useId())) {
        keys.add(new UsesTable.IdKey(invite.id(), release.useId()));
      }
    }
    return keys;
  }
}
