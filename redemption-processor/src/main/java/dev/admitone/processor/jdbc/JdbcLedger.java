package dev.admitone.processor.jdbc;

import dev.admitone.processor.jdbc.sql.SqlErrors;
import dev.admitone.processor.jdbc.sql.Trip;
import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.ErasureKeyMissingException;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.KnownErasures;
import dev.admitone.processor.redemption.Ledger;
import dev.admitone.processor.redemption.LedgerEntry;
import dev.admitone.processor.redemption.OwedSnapshots;
import dev.admitone.processor.redemption.PlaceMoves;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Profile;
import dev.admitone.processor.redemption.Pseudonyms;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The ledger in PostgreSQL. Needs READ COMMITTED: each statement after the lock sees what was
 * committed before it got the lock. A small batch takes two round trips and the commit, however
 * many tables it reads and writes.
 */
public final class JdbcLedger implements Ledger {

  /**
   * The look-ups of so many requests go together. Their parameters, some 50 KB at most, fit into
   * the connection's buffers, so that the server never waits for the driver to read results while
   * the driver still writes.
   */
  private static final int REQUESTS_TOGETHER_MAX = 128;

  /** So many decisions are written together; for more of them COPY takes less time. */
  private static final int DECISIONS_TOGETHER_MAX = 128;

  private final JdbcTemplate jdbc;
  private final Pseudonyms pseudonyms;
  private final boolean looksAlways;

  public JdbcLedger(JdbcTemplate jdbc, Pseudonyms pseudonyms) {
    this(jdbc, pseudonyms, false);
  }

  private JdbcLedger(JdbcTemplate jdbc, Pseudonyms pseudonyms, boolean looksAlways) {
    this.jdbc = jdbc;
    this.pseudonyms = pseudonyms;
    this.looksAlways = looksAlways;
  }

  /**
   * A ledger of the past, into which the facts come as they are known today: a use that SQL made
   * has the pseudonym before the request that erased its user.
   */
  public static JdbcLedger ofThePast(JdbcTemplate jdbc, Pseudonyms pseudonyms) {
    return new JdbcLedger(jdbc, pseudonyms, true);
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
  public void save(BatchState.Changes changes, OwedSnapshots owed, @Nullable PlaceMoves moves) {
    try {
      Trip trip = new Trip(jdbc, changes.decisions().size() <= DECISIONS_TOGETHER_MAX);
      ErasuresTable.rename(trip, changes.erasures());
      InvitesTable.insert(trip, changes.createdInvites());
      InvitesTable.update(trip, changes.changedInvites());
      UsesTable.delete(trip, changes.removedUses());
      UsesTable.insert(trip, changes.addedUses());
      ReleasesTable.insert(trip, changes.releases());
      ProfilesTable.insert(trip, changes.profiles());
      CountRepairsTable.insert(trip, changes.countRepairs());
      DecisionsTable.insert(trip, changes.decisions());
      ErasuresTable.mark(trip, changes.erasures());
      RefreshesTable.note(trip, owed);
      if (moves != null) {
        PlacesTable.move(trip, moves);
      }
      trip.send();
    } catch (DataAccessException e) {
      throw SqlErrors.translate(e);
    }
  }

  private BatchState loadLocked(List<Request> requests, Predicate<Position> isPassed) {
    LookUps lookUps = new LookUps(requests);
    Trip trip = new Trip(jdbc, requests.size() <= REQUESTS_TOGETHER_MAX);
    List<InvitesTable.Row> rows = new ArrayList<>();
    List<LedgerEntry> decided = new ArrayList<>();
    List<Profile.Keys> profiles = new ArrayList<>();
    List<Use> uses = new ArrayList<>();
    // What follows the lock sees what was committed before it.
    InvitesTable.lock(trip, lookUps.codesToLock(), rows::add);
    InvitesTable.read(trip, lookUps.codesToShow(), rows::add);
    DecisionsTable.select(trip, lookUps.decisions(), decided::add);
    ProfilesTable.select(trip, lookUps.profiles(), profiles::add);
    if (trip.isTogether()) {
      UsesTable.selectByCode(trip, lookUps.usesByCode(), uses::add);
    }
    trip.send();

    Map<String, Invite> locked =
        rows.stream()
            .map(InvitesTable.Row::invite)
            .collect(Collectors.toMap(Invite::code, Function.identity()));
    List<LedgerEntry> asked = lookUps.askedForOwnUse(decided);
    Set<Use.Key> usesByKey = new HashSet<>(lookUps.usesOfDecisions(locked, decided, asked));
    if (!trip.isTogether()) {
      usesByKey.addAll(lookUps.uses(locked));
    }
    Map<String, Invite> withErasures = withErasures(rows, locked);
    Map<String, List<String>> known = lookUps.pseudonyms(withErasures, pseudonyms);
    usesByKey.addAll(lookUps.usesOfErased(withErasures, known));
    Set<ErasuresTable.UserOfInvite> toErase = lookUps.toErase(locked);
    usesByKey.addAll(LookUps.usesToErase(toErase));
    Set<Use.Key> profilesToErase = new HashSet<>();
    List<BatchState.ReleasedUse> released = new ArrayList<>();
    Map<UUID, Use> usesOfAsked = new HashMap<>();
    Map<String, Long> useCounts = new HashMap<>();
    SqlChangesTable.meet(trip, lookUps.firstPositions(rows, decided, isPassed));
    UsesTable.select(trip, usesByKey, uses::add);
    UsesTable.selectById(trip, lookUps.usesWithoutDecision(locked, decided), uses::add);
    ErasuresTable.selectProfiles(trip, toErase, profilesToErase::add);
    ReleasesTable.select(trip, lookUps.usesToRelease(), released::add);
    UsesTable.selectByDecision(
        trip,
        asked.stream().filter(entry -> !locked.containsKey(entry.code())).toList(),
        usesOfAsked::put);
    CountRepairsTable.count(trip, lookUps.codesToCount(), useCounts::put);
    trip.send();
    return new BatchState(
        locked.values(),
        uses,
        decided,
        released,
        profiles,
        usesOfAsked,
        useCounts,
        new KnownErasures(known, profilesToErase));
  }

  /**
   * The invites of which users were erased. Nearly no code has any: for the others the row that is
   * read anyway says so, and nothing is computed or looked up.
   */
  private Map<String, Invite> withErasures(
      List<InvitesTable.Row> rows, Map<String, Invite> locked) {
    if (looksAlways) {
      return locked;
    }
    Map<String, Invite> found = new HashMap<>();
    for (InvitesTable.Row row : rows) {
      if (!row.erasedUnder().isEmpty()) {
        Invite invite = row.invite();
        ErasureKeyMissingException.check(invite.code(), row.erasedUnder(), pseudonyms.keyNames());
        found.put(invite.code(), invite);
      }
    }
    return found;
  }
}
