package dev.admitone.processor.jdbc.audit;

import static java.util.Objects.requireNonNull;

import dev.admitone.processor.audit.AuditLedger;
import dev.admitone.processor.audit.AuditRange;
import dev.admitone.processor.audit.Difference;
import dev.admitone.processor.jdbc.DecisionsTable;
import dev.admitone.processor.jdbc.JdbcLedger;
import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.ErasureKeyMissingException;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Pseudonyms;
import dev.admitone.processor.redemption.Request;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Both ledgers in one database. Outside of {@link #inTransaction} the ledger is the live one. */
final class JdbcAuditLedger implements AuditLedger {

  private static final String PLACES = "select partition, next_offset from ledger_places";
  private static final String FIRST_RESULTS = "select partition, first_result from ledger_places";

  private static final String DECIDED =
      """
      select id, position_partition(position), position_offset(position), outcome
      from redemption_decisions where id = any (?::uuid[])
      """;

  private static final String OUTCOMES =
      "select id, outcome from redemption_decisions where id = any (?::uuid[])";

  private static final String ERASED_UNDER =
      "select code, erased_under from invites where erased_under is not null";

  private static final String CHANGES =
      """
      select distinct first_position, position_offset(first_position)
      from invite_sql_changes where first_position >= ? and first_position < ? order by 1
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final JdbcLedger ledger;
  private final Pseudonyms pseudonyms;
  private final AuditSchema schema;
  private final AuditedSqlChanges sqlChanges;

  JdbcAuditLedger(JdbcTemplate jdbc, TransactionTemplate transactions, Pseudonyms pseudonyms) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.pseudonyms = pseudonyms;
    this.ledger = JdbcLedger.ofThePast(jdbc, pseudonyms);
    this.schema = new AuditSchema(jdbc);
    this.sqlChanges = new AuditedSqlChanges(jdbc);
  }

  @Override
  public Map<Integer, Long> places() {
    return offsets(PLACES);
  }

  @Override
  public Map<Integer, Long> firstResults() {
    return offsets(FIRST_RESULTS);
  }

  private Map<Integer, Long> offsets(String question) {
    Map<Integer, Long> offsets = new HashMap<>();
    jdbc.query(
        question,
        row -> {
          offsets.put(row.getInt(1), row.getLong(2));
        });
    return offsets;
  }

  @Override
  public Believed begin(List<AuditRange> ranges) {
    jdbc.query(
        ERASED_UNDER,
        row -> {
          List<String> names = List.of((String[]) row.getArray(2).getArray());
          ErasureKeyMissingException.check(row.getString(1), names, pseudonyms.keyNames());
        });
    schema.create(ranges);
    return requireNonNull(transactions.execute(_ -> new AuditStart(jdbc).fill()));
  }

  @Override
  public void end() {
    schema.drop();
  }

  @Override
  public void inTransaction(Runnable work) {
    transactions.executeWithoutResult(
        _ -> {
          schema.use();
          work.run();
        });
  }

  @Override
  public Map<UUID, Decided> decided(Collection<UUID> ids) {
    Map<UUID, Decided> decided = new HashMap<>();
    jdbc.query(
        DECIDED,
        row -> {
          decided.put(
              row.getObject(1, UUID.class),
              new Decided(new Position(row.getInt(2), row.getLong(3)), row.getString(4)));
        },
        (Object) texts(ids));
    return decided;
  }

  @Override
  public Map<UUID, String> outcomes(Collection<UUID> ids) {
    Map<UUID, String> outcomes = new HashMap<>();
    jdbc.query(
        OUTCOMES,
        row -> {
          outcomes.put(row.getObject(1, UUID.class), row.getString(2));
        },
        (Object) texts(ids));
    return outcomes;
  }

  @Override
  public List<Position> changesBySql(int partition, long from, long to) {
    return jdbc.query(
        CHANGES,
        (row, _) -> new Position(partition, row.getLong(2)),
        DecisionsTable.packed(new Position(partition, from)),
        DecisionsTable.packed(new Position(partition, to)));
  }

  @Override
  public void carryOutChangesBefore(Position position) {
    transactions.executeWithoutResult(
        _ -> sqlChanges.carryOutBefore(DecisionsTable.packed(position)));
  }

  @Override
  public void carryOutTheRest() {
    transactions.executeWithoutResult(_ -> sqlChanges.carryOutTheRest());
  }

  @Override
  public BatchState load(List<Request> requests) {
    return ledger.load(requests);
  }

  @Override
  public void save(BatchState.Changes changes) {
    ledger.save(changes);
  }

  @Override
  public void compare(Consumer<Difference> differences) {
    transactions.executeWithoutResult(_ -> new AuditComparison(jdbc).run(differences));
  }

  private static String[] texts(Collection<UUID> ids) {
    return ids.stream().map(UUID::toString).toArray(String[]::new);
  }
}
