package dev.admitone.processor.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** P6: what SQL changed is kept, with the first decision that was made after it. */
@Tag("services")
@Tag("essential")
class KeptSqlChangesTest {

  private static final String KEPT =
      """
      select concat_ws(' ', version, used_by, old_values - 'id' - 'used_at',
                       new_values - 'id' - 'used_at')
      from invite_sql_changes
      where invite_id = (select id from invites where code = ?)
      order by id
      """;

  private static final String POSITIONS =
      """
      select distinct position_offset(first_position)
      from invite_sql_changes
      where invite_id = (select id from invites where code = ?)
      order by 1 nulls last
      """;

  private static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final StatementLog LOG = new StatementLog(DATABASE.dataSource());
  private static final TestLedger LEDGER = new TestLedger(LOG);

  private final JdbcTemplate sql = DATABASE.sql();
  private final String code = LedgerRequests.newCode();
  private final LedgerRequests requests = new LedgerRequests(code);

  @Test
  void aChangeIsKeptWithItsVersionAndWhatWasBefore() {
    sql.update("insert into invites (code, max_uses) values (?, 3)", code);
    sql.update("update invites set max_uses = 5, expires_at = '2030-01-01Z' where code = ?", code);
    sql.update("update invites set max_uses = 5 where code = ?", code);

    assertThat(kept())
        .containsExactly(
            """
            1 {"max_uses": 3, "starts_at": null, "expires_at": null, "revoked_at": null, \
            "current_uses": 0}""",
            """
            2 {"max_uses": 3, "starts_at": null, "expires_at": null, "revoked_at": null, \
            "current_uses": 0} {"max_uses": 5, "starts_at": null, \
            "expires_at": "2030-01-01T00:00:00+00:00", "revoked_at": null, "current_uses": 0}""");
    assertThat(sql.queryForList("select distinct changed_by from invite_sql_changes", String.class))
        .containsExactly("postgres");
  }

  @Test
  void usesThatComeAndGoAreKeptBesideTheCount() {
    LEDGER.decide(requests.create(3L), requests.redeem("ann"));
    sql.update(
        "insert into invite_uses (invite_id, used_by) select id, 'joe' from invites where code = ?",
        code);
    sql.update("delete from invite_uses where used_by = 'ann'");

    assertThat(kept())
        .satisfiesExactly(
            added -> assertThat(added).isEqualTo("joe {}"),
            counted -> assertThat(counted).startsWith("3 ").contains("\"current_uses\": 2"),
            taken -> assertThat(taken).isEqualTo("ann {}"),
            counted -> assertThat(counted).startsWith("4 ").endsWith("\"current_uses\": 1}"));
  }

  @Test
  void aConflictThatDoesNothingLeavesNothing() {
    LEDGER.decide(requests.create(3L));
    sql.update("insert into invites (code) values (?) on conflict do nothing", code);
    assertThat(DATABASE.refreshes()).doesNotContain(code);
    assertThat(
            sql.queryForObject(
                """
                select count(*) from invite_sql_changes c
                where not exists (select from invites where id = c.invite_id)
                """,
                Long.class))
        .isZero();
  }

  @Test
  void theFirstNewDecisionIsRecordedWhateverItIs() {
    Request create = requests.create(0L);
    LEDGER.decide(create);
    sql.update("update invites set expires_at = '2040-01-01Z' where code = ?", code);
    assertThat(positions()).containsExactly((Long) null);

    Request refresh = requests.of(UUID.randomUUID(), new Command.Refresh());
    LEDGER.decide(create, refresh);
    assertThat(positions()).containsExactly((Long) null);

    Request refused = requests.redeem("ann");
    LEDGER.decide(create, refresh, refused, requests.redeem("bob"));
    LEDGER.decide(requests.redeem("joe"));

    assertThat(LEDGER.outcomes(code))
        .containsExactly("DONE", "EXHAUSTED", "EXHAUSTED", "EXHAUSTED");
    assertThat(positions()).containsExactly(refused.position().offset());
  }

  @Test
  void whatTheLedgerHasBeenPastAndWhatOnlyAsksIsNoDecisionAfterAChange() {
    LEDGER.decide(requests.create(9L));
    Request deadLettered = requests.redeem("ann");
    Request asks = requests.of(UUID.randomUUID(), new Command.Ask(deadLettered.position()));
    Request next = requests.redeem("bob");
    sql.update("update invites set max_uses = 8 where code = ?", code);

    LEDGER.decide(List.of(deadLettered, asks), deadLettered.position()::equals);
    assertThat(positions()).containsExactly((Long) null);
    LEDGER.decide(List.of(deadLettered, asks, next), deadLettered.position()::equals);
    assertThat(positions()).containsExactly(next.position().offset());
  }

  @Test
  void eachChangeIsMetOnceAndLaterOnesByLaterDecisions() {
    LEDGER.decide(requests.create(9L));
    sql.update("update invites set max_uses = 8 where code = ?", code);
    Request first = requests.redeem("ann");
    LEDGER.decide(first);
    sql.update("update invites set max_uses = 7 where code = ?", code);
    Request second = requests.redeem("bob");
    LEDGER.decide(second);

    assertThat(positions()).containsExactly(first.position().offset(), second.position().offset());
  }

  @Test
  void aTransactionThatIsRolledBackMeetsNothing() {
    LEDGER.decide(requests.create(9L));
    sql.update("update invites set max_uses = 8 where code = ?", code);
    LEDGER
        .transactions()
        .executeWithoutResult(
            transaction -> {
              LEDGER.ledger().load(List.of(requests.redeem("ann")));
              transaction.setRollbackOnly();
            });
    assertThat(positions()).containsExactly((Long) null);
  }

  @Test
  void itCostsOneStatementForAllChangesAndNoneWithoutThem() {
    List<Request> creations = new ArrayList<>();
    List<Request> redemptions = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      LedgerRequests some = new LedgerRequests(LedgerRequests.newCode());
      creations.add(some.create(9L));
      redemptions.add(some.redeem("ann"));
    }
    LEDGER.decide(creations);
    sql.update("update invites set max_uses = 8 where max_uses = 9");
    LOG.clear();
    LEDGER.decide(redemptions);
    assertThat(LOG.statements()).filteredOn(one -> one.contains("invite_sql_changes")).hasSize(1);

    LOG.clear();
    LEDGER.decide(
        redemptions.stream()
            .map(request -> new LedgerRequests(request.code()).redeem("bob"))
            .toList());
    assertThat(LOG.statements()).noneMatch(one -> one.contains("invite_sql_changes"));
  }

  private List<@Nullable String> kept() {
    return sql.queryForList(KEPT, String.class, code);
  }

  private List<@Nullable Long> positions() {
    return sql.queryForList(POSITIONS, Long.class, code);
  }
}
