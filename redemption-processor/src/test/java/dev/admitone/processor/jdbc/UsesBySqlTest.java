package dev.admitone.processor.jdbc;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** P1 and P9: whatever SQL does to uses and counts, they never drift apart without a word. */
@Tag("services")
@Tag("essential")
class UsesBySqlTest {

  private static final String MISCOUNTED =
      """
      select code || ': ' || current_uses || ' of ' || actual
      from invites i,
           lateral (select count(*) actual from invite_uses where invite_id = i.id) counted
      where current_uses <> actual
      """;

  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private final JdbcTemplate sql = DATABASE.sql();
  private final TestLedger ledger = new TestLedger(DATABASE.dataSource());
  private final String code = LedgerRequests.newCode();
  private final String other = LedgerRequests.newCode();
  private final LedgerRequests requests = new LedgerRequests(code);

  /** CODE has two of at most three uses, ann's and bob's; OTHER has ann's, without a limit. */
  private void twoInvites() {
    LedgerRequests others = new LedgerRequests(other);
    ledger.decide(
        requests.create(3L),
        requests.redeem("ann"),
        requests.redeem("bob"),
        others.create(null),
        others.redeem("ann"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "delete from invite_uses where used_by = 'ann' and ID | 1",
        "delete from invite_uses where ID | 0",
        "insert into invite_uses (invite_id, used_by) select IT, 'joe' | 3",
        "insert into invite_uses (invite_id, used_by) select IT, 'ann' on conflict do nothing | 2",
        "update invite_uses set used_by = 'joe' where used_by = 'ann' and ID | 2",
        "update invite_uses set invite_id = THAT where used_by = 'bob' and ID | 1",
        "delete from invite_uses where ID; insert into invite_uses (invite_id, used_by) select IT,"
            + " 'joe' | 1",
        "delete from invite_uses where used_by = 'ann' and ID; update invites set current_uses ="
            + " current_uses - 1 where id = IT | 1",
        "update invites set current_uses = current_uses + 1 where id = IT; insert into invite_uses"
            + " (invite_id, used_by) select IT, 'joe' | 3",
        "update invites set max_uses = 4 where id = IT; insert into invite_uses (invite_id,"
            + " used_by) select IT, n from unnest(array['joe', 'sue']) n | 4",
        "savepoint s; delete from invite_uses where ID; rollback to s; insert into invite_uses"
            + " (invite_id, used_by) select IT, 'joe' | 3",
        "delete from invite_uses where used_by = 'ann' | 1",
      })
  void usesThatComeAndGoBySqlAreCountedOnce(String statements, long usesAfter) {
    twoInvites();

    sql.execute("begin; " + named(statements) + "; commit");

    assertThat(DATABASE.countedAndActual(code))
        .containsEntry("current_uses", usesAfter)
        .containsEntry("actual_uses", usesAfter);
    assertThat(sql.queryForList(MISCOUNTED)).isEmpty();
  }

  @Test
  void theLogIsToldOfUsesThatComeAndGoBySql() {
    twoInvites();
    sql.update("delete from invite_uses where used_by = 'bob' and " + named("ID"));
    assertThat(DATABASE.refreshes()).contains(code).doesNotContain(other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "insert into invite_uses (invite_id, used_by) select IT, n from unnest(array['joe', 'sue'])"
            + " n | would have 4 uses of at most 3 | Raise max_uses first",
        "insert into invite_uses (invite_id, used_by) select IT, n from unnest(array['joe', 'sue'])"
            + " n; update invites set current_uses = current_uses + 2 where id = IT | would have 4"
            + " uses of at most 3 | Raise max_uses first",
        "update invites set current_uses = 0 where id = IT | would count 0 uses, but has 2 |"
            + " follows from the rows of invite_uses",
        "update invites set current_uses = 9 where id = IT | would count 9 uses, but has 2 | To put"
            + " a wrong count right",
        "insert into invite_uses (invite_id, used_by) select IT, 'joe'; update invites set"
            + " current_uses = 1 where id = IT | would count 1 uses, but has 3 | follows",
        "truncate invite_uses | the uses are kept | delete from invite_uses",
      })
  void whatWouldDriftIsRefusedWithAHint(String statements, String message, String hint) {
    twoInvites();

    assertThatThrownBy(() -> sql.execute("begin; " + named(statements) + "; commit"))
        .hasMessageContaining(message)
        .hasMessageContaining(hint);

    assertThat(ledger.users(code)).containsExactly("ann", "bob");
    assertThat(sql.queryForList(MISCOUNTED)).isEmpty();
  }

  @Test
  void aWrongCountOfBeforeIsPutRightByAnUpdateAndLeftAsItIsByOthers() {
    twoInvites();
    sql.execute(
        named(
            """
            begin;
            set local session_replication_role = replica;
            update invites set current_uses = 1 where id = IT;
            commit;
            """));
    sql.update("update invites set max_uses = 9 where code = ?", code);
    assertThat(DATABASE.countedAndActual(code)).containsEntry("current_uses", 1L);

    sql.update("delete from invite_uses where " + named("ID"));
    assertThat(DATABASE.countedAndActual(code)).containsEntry("current_uses", 0L);
    assertThat(sql.queryForList(MISCOUNTED)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INVITE; USES",
        "USES; INVITE",
        "INVITE; commit; begin; update invites set max_uses = null; USES",
        "USES; commit; begin; INVITE",
        "INVITE-3; USES",
        "USES; INVITE-3",
        "USES; commit; begin; INVITE-3",
        "INVITE-3; commit; begin; update invites set max_uses = null; USES",
      })
  void invitesAndUsesOfAnotherSystemComeAlongInAnyOrderAlsoAboveTheLimit(String statements) {
    TestDatabase database = TestDatabase.migrated();
    String invite =
        "insert into invites (id, code, max_uses, current_uses) values"
            + " ('00000000-0000-0000-0000-000000000001', 'OLD', 2, %d)";
    String uses =
        "insert into invite_uses (invite_id, used_by) select"
            + " '00000000-0000-0000-0000-000000000001', 'user-' || n from generate_series(1, 3) n";

    database
        .sql()
        .execute(
            "begin; "
                + statements
                    .replace("INVITE-3", invite.formatted(3))
                    .replace("INVITE", invite.formatted(0))
                    .replace("USES", uses)
                + "; commit");

    assertThat(database.countedAndActual("OLD"))
        .containsEntry("current_uses", 3L)
        .containsEntry("actual_uses", 3L);
  }

  @Test
  void aReleaseByAProcessorThatDoesNotSayWhoItIsIsNoChangeBySql() {
    twoInvites();
    var before = ledger.invite(code);
    UUID use =
        requireNonNull(
            sql.queryForObject(
                "select id from invite_uses where used_by = 'bob' and " + named("ID"), UUID.class));

    ledger.decide(requests.redeem("joe"), requests.release(use));
    ledger.decide(requests.redeem("bob"));

    assertThat(ledger.invite(code).version()).isEqualTo(before.version() + 3);
    assertThat(DATABASE.countedAndActual(code))
        .containsEntry("current_uses", 3L)
        .containsEntry("actual_uses", 3L);
    assertThat(DATABASE.refreshes()).doesNotContain(code);
    assertThat(sql.queryForList(named("select * from invite_sql_changes where invite_id = IT")))
        .isEmpty();
  }

  @Test
  void besideRunningLanesEachUseIsCountedOnceAndTheLimitHolds() throws Exception {
    LedgerRequests others = new LedgerRequests(other);
    ledger.decide(requests.create(100L), others.create(null));
    Executor threads = task -> Thread.ofPlatform().start(task);
    var lanes =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 60; i++) {
                ledger.decide(requests.redeem("lane-" + i), others.redeem("lane-" + i));
              }
            },
            threads);
    var inserts =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 60; i++) {
                tryTo(
                    "insert into invite_uses (invite_id, used_by) select id, 'sql-%d' from invites"
                        .formatted(i));
              }
            },
            threads);
    var deletes =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 60; i++) {
                tryTo(
                    "delete from invite_uses where used_by in ('lane-%1$d', 'sql-%1$d')"
                        .formatted(i));
              }
            },
            threads);
    CompletableFuture.allOf(lanes, inserts, deletes).get(60, SECONDS);

    assertThat(sql.queryForList(MISCOUNTED)).isEmpty();
    assertThat(ledger.invite(code).currentUses()).isLessThanOrEqualTo(100);
    assertThat(sql.queryForObject("select count(*) from uncounted_uses", Long.class)).isZero();
  }

  @Test
  void whoMayChangeInvitesAndUsesNeedsNothingElse() {
    twoInvites();
    sql.execute(
        """
        do $$ begin
          if not exists (select from pg_roles where rolname = 'support') then
            create role support;
          end if;
        end $$;
        grant select, update on invites to support;
        grant select, insert, delete on invite_uses to support
        """);

    sql.execute(
        "begin; set local role support; delete from invite_uses where " + named("ID; commit"));

    assertThat(DATABASE.countedAndActual(code)).containsEntry("current_uses", 0L);
  }

  private void tryTo(String statement) {
    try {
      sql.execute(statement);
    } catch (DataAccessException e) {
      assertThat(e).hasMessageMatching("(?s).*(of at most|deadlock detected|unique_per_user).*");
    }
  }

  private String named(String statements) {
    return statements
        .replace("ID", "invite_id = IT")
        .replace("IT", "(select id from invites where code = '" + code + "')")
        .replace("THAT", "(select id from invites where code = '" + other + "')");
  }
}
