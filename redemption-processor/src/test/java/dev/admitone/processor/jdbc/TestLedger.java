package dev.admitone.processor.jdbc;

import dev.admitone.processor.redemption.Acceptance;
import dev.admitone.processor.redemption.BatchDecisions;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Pseudonyms;
import dev.admitone.processor.redemption.RefusalReason;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Result;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger on a real database, used as the pipeline uses it. */
final class TestLedger {

  private final JdbcTemplate jdbc;
  private final JdbcLedger ledger;
  private final TransactionTemplate transactions;

  TestLedger(DataSource dataSource) {
    this(dataSource, Pseudonyms.NONE);
  }

  TestLedger(DataSource dataSource, Pseudonyms pseudonyms) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.ledger = new JdbcLedger(jdbc, pseudonyms);
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /** On a new database. */
  static TestLedger migrated() {
    return new TestLedger(TestDatabase.migrated().dataSource());
  }

  JdbcTemplate sql() {
    return jdbc;
  }

  JdbcLedger ledger() {
    return ledger;
  }

  TransactionTemplate transactions() {
    return transactions;
  }

  /** Loads, decides and saves in one transaction. */
  List<Result> decide(Request... batch) {
    return decide(List.of(batch));
  }

  /** As above. */
  List<Result> decide(List<Request> batch) {
    return decide(batch, _ -> false);
  }

  /** As above, where the ledger has been at some of the positions before. */
  List<Result> decide(List<Request> batch, Predicate<Position> isPassed) {
    return transactions.execute(
        _ -> {
          BatchDecisions decided =
              BatchDecisions.decide(batch, ledger.load(batch, isPassed), isPassed);
          ledger.save(decided.changes());
          return decided.results();
        });
  }

  /** Decides and commits while the caller's own transaction is open. */
  void decideElsewhere(Request request) {
    CompletableFuture.runAsync(() -> decide(request)).join();
  }

  /** The invite as the ledger reads it. */
  Invite invite(String code) {
    Request about = new LedgerRequests(code).redeem("nobody");
    return transactions.execute(_ -> ledger.load(List.of(about)).invites().iterator().next());
  }

  /** The names of all outcomes, carried out first, then refused, in order of precedence. */
  static List<String> outcomeNames() {
    return Stream.concat(
            Stream.of(Acceptance.values()).map(Enum::name),
            Stream.of(RefusalReason.values()).map(Enum::name))
        .toList();
  }

  /** Each row of each table as text. */
  List<@Nullable String> contents() {
    return jdbc.queryForList(
        """
            select 'invites ' || t::text from invites t
            union all select 'uses ' || t::text from invite_uses t
            union all select 'decisions ' || t::text from redemption_decisions t
            union all select 'releases ' || t::text from invite_releases t
            union all select 'profiles ' || t::text from profiles t
            union all select 'repairs ' || t::text from count_repairs t
            union all select 'refreshes ' || t::text from invite_refreshes t
            order by 1
            """,
        String.class);
  }

  /** The code's decisions, in the order of the log. */
  List<@Nullable String> outcomes(String code) {
    return jdbc.queryForList(
        "select outcome::text from redemption_decisions where code = ? order by position",
        String.class,
        code);
  }

  /** Who has a use of the code. */
  List<@Nullable String> users(String code) {
    return jdbc.queryForList(
        """
        select used_by from invite_uses u join invites i on i.id = u.invite_id
        where i.code = ? order by used_by
        """,
        String.class,
        code);
  }

  /** The one value of the one row that the query finds for the id. */
  @Nullable String row(String query, UUID id) {
    return jdbc.queryForObject(query, String.class, id);
  }
}
