package dev.admitone.processor.jdbc.healing;

import static java.util.Objects.requireNonNull;

import dev.admitone.processor.healing.CarryingOut;
import dev.admitone.processor.healing.HealingImpossibleException;
import dev.admitone.processor.healing.HealingLedger;
import dev.admitone.processor.healing.Place;
import dev.admitone.processor.healing.Reconciliation;
import dev.admitone.processor.healing.Reconciliation.Touched;
import dev.admitone.processor.healing.Snapshot;
import dev.admitone.processor.jdbc.DecisionsTable;
import dev.admitone.processor.jdbc.JdbcLedger;
import dev.admitone.processor.jdbc.SqlChangesTable;
import dev.admitone.processor.jdbc.sql.Trip;
import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.Request;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger in PostgreSQL, as a healing needs it. */
final class JdbcHealingLedger implements HealingLedger, AutoCloseable {

  /** A number that nothing else locks. */
  private static final String LOCK = "select pg_try_advisory_lock(7263401158330417)";

  private final DataSource database;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final JdbcLedger ledger;
  private final HealingPlacesTable places;
  private final HealingCodesTable codes;
  private final HealingInvitesTable invites;
  private @Nullable Connection lock;

  JdbcHealingLedger(
      DataSource database, JdbcTemplate jdbc, TransactionTemplate transactions, JdbcLedger ledger) {
    this.database = database;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.ledger = ledger;
    this.places = new HealingPlacesTable(jdbc);
    this.codes = new HealingCodesTable(jdbc);
    this.invites = new HealingInvitesTable(jdbc);
  }

  /** The lock lasts as long as its connection. */
  @Override
  public boolean begin() {
    try {
      Connection connection = database.getConnection();
      lock = connection;
      try (Statement statement = connection.createStatement();
          ResultSet locked = statement.executeQuery(LOCK)) {
        return locked.next() && locked.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the ledger cannot be locked", e);
    }
  }

  @Override
  public void close() throws SQLException {
    if (lock != null) {
      // Closed by the server, not put back into the pool with its lock.
      lock.abort(Runnable::run);
    }
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    T result = transactions.execute(_ -> work.get());
    return requireNonNull(result);
  }

  @Override
  public void tryOut(Runnable work) {
    transactions.executeWithoutResult(
        status -> {
          status.setRollbackOnly();
          work.run();
        });
  }

  @Override
  public UUID id() {
    return places.id();
  }

  @Override
  public void renew() {
    if (!places.renew()) {
      throw new HealingImpossibleException(
          "Only the owner of the tables may give a ledger another id: set"
              + " --spring.datasource.username and --spring.datasource.password to the owner's.");
    }
  }

  @Override
  public List<Place> places() {
    return places.select();
  }

  @Override
  public void add(Place place) {
    places.add(place);
  }

  @Override
  public void stopLanes(String reason) {
    places.stop(reason);
  }

  @Override
  public void releaseLanes() {
    places.release();
  }

  @Override
  public void move(
      int partition, long next, @Nullable Long last, @Nullable Instant lastAppendedAt) {
    require(places.move(partition, next, last, lastAppendedAt));
  }

  @Override
  public void restart(int partition, String topicId, long next, long firstResult) {
    require(places.restart(partition, topicId, next, firstResult));
  }

  private static void require(boolean moved) {
    if (!moved) {
      throw new HealingImpossibleException(
          "Something else moved the ledger's places meanwhile. Run ./admit heal again.");
    }
  }

  @Override
  public BatchState load(List<Request> requests) {
    return ledger.load(requests);
  }

  @Override
  public void adopt(List<CarryingOut.Adopted> adopted) {
    if (adopted.isEmpty()) {
      return;
    }
    invites.insert(adopted.stream().map(CarryingOut.Adopted::invite).toList());
    SqlChangesTable.meet(
        new Trip(jdbc, false),
        adopted.stream()
            .collect(Collectors.toMap(one -> one.invite().id(), CarryingOut.Adopted::first)));
  }

  @Override
  public void save(BatchState.Changes changes) {
    ledger.save(changes);
  }

  @Override
  public Set<UUID> undecided(Collection<UUID> ids) {
    Set<UUID> missing = new HashSet<>(ids);
    DecisionsTable.select(
        new Trip(jdbc, false), Set.copyOf(ids), decided -> missing.remove(decided.id()));
    return missing;
  }

  @Override
  public void forgetSnapshots() {
    codes.forget();
  }

  @Override
  public void keep(Collection<Snapshot> snapshots) {
    codes.keep(snapshots);
  }

  @Override
  public Map<String, Snapshot> snapshots(Set<String> wanted) {
    return wanted.isEmpty()
        ? Map.of()
        : codes.select(wanted).stream()
            .collect(Collectors.toMap(Snapshot::code, Function.identity()));
  }

  @Override
  public void touch(Map<String, Touched> touched) {
    codes.touch(touched);
  }

  @Override
  public List<Compared> compare(String after, int countMax) {
    List<HealingCodesTable.Row> rows = codes.compare(after, countMax);
    Map<String, Invite> locked =
        invites.lock(rows.stream().map(HealingCodesTable.Row::code).collect(Collectors.toSet()));
    return rows.stream()
        .map(row -> new Compared(row.code(), locked.get(row.code()), row.topic(), row.touched()))
        .toList();
  }

  @Override
  public void reconcile(List<Reconciliation> reconciliations) {
    if (reconciliations.isEmpty()) {
      return;
    }
    invites.write(reconciliations);
    List<String> written = reconciliations.stream().map(one -> one.invite().code()).toList();
    invites.note(written);
    codes.delete(written);
  }

  @Override
  public String noteAfter(String code, int countMax) {
    return invites.noteAfter(code, countMax);
  }
}
