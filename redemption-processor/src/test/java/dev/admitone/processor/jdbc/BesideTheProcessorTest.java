package dev.admitone.processor.jdbc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What operators and the old function do by SQL, before, after and beside the processor. */
@Tag("services")
class BesideTheProcessorTest {

  /** As the field has it: the row lock that the processor replaces. */
  private static final String OLD_FUNCTION =
      """
      create function use_invite_code(wanted text, user_id text) returns boolean
      language plpgsql as $$
      declare
        invite invites%rowtype;
      begin
        select * into invite from invites where code = wanted for update nowait;
        if not found or invite.current_uses >= invite.max_uses then
          return false;
        end if;
        insert into invite_uses (invite_id, used_by) values (invite.id, user_id);
        update invites set current_uses = current_uses + 1 where id = invite.id;
        return true;
      end
      $$
      """;

  private final TestDatabase database = TestDatabase.migrated();
  private final JdbcTemplate sql = database.sql();
  private final TestLedger ledger = new TestLedger(database.dataSource());
  private final LedgerRequests requests = new LedgerRequests("CODE");

  @BeforeEach
  void oldFunction() {
    sql.execute(OLD_FUNCTION);
  }

  @Test
  void theProcessorsOwnWritesKeepTheirVersionAndAskForNoRefresh() {
    ledger.decide(requests.create(5L));
    ledger.decide(requests.redeem("ann"));
    ledger.decide(requests.changeLimit(7L));

    assertThat(ledger.invite("CODE").version()).isEqualTo(3);
    assertThat(ledger.invite("CODE").changedAt()).isEqualTo(LedgerRequests.NOON);
    assertThat(database.refreshes()).isEmpty();
  }

  @Test
  void anInviteThatSqlInsertsGetsItsFirstVersionAndIsToBeRefreshed() {
    sql.update("insert into invites (code, max_uses) values ('CODE', 3)");
    assertThat(ledger.invite("CODE").version()).isEqualTo(1);
    assertThat(database.refreshes()).containsExactly("CODE");
  }

  @Test
  void aChangeBySqlGrowsTheVersionAndIsToBeRefreshed() {
    ledger.decide(requests.create(5L));
    var before = ledger.invite("CODE");
    sql.update("update invites set max_uses = 6");
    sql.update("update invites set revoked_at = now()");

    assertThat(ledger.invite("CODE").version()).isEqualTo(before.version() + 2);
    assertThat(ledger.invite("CODE").changedAt()).isAfter(before.changedAt());
    assertThat(database.refreshes()).containsExactly("CODE");
    ledger.decide(requests.changeLimit(8L));
    assertThat(ledger.invite("CODE").version()).isEqualTo(before.version() + 3);
  }

  @Test
  void anUpdateThatChangesNothingIsNoChange() {
    ledger.decide(requests.create(5L));
    var before = ledger.invite("CODE");
    sql.update("update invites set max_uses = 5, code = code");
    assertThat(ledger.invite("CODE")).isEqualTo(before);
    assertThat(database.refreshes()).isEmpty();
  }

  @Test
  void theOldFunctionWorksBesideTheProcessorAndBothSeeEachOthersUses() {
    ledger.decide(requests.create(3L), requests.redeem("ann"));
    assertThat(oldFunction("bob")).isTrue();
    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() -> oldFunction("ann"))
        .withMessageContaining("idx_invite_uses_unique_per_user");
    ledger.decide(requests.redeem("bob"), requests.redeem("joe"), requests.redeem("sue"));
    assertThat(oldFunction("sue")).isFalse();

    assertThat(users()).containsExactly("ann", "bob", "joe");
    assertThat(database.countedAndActual("CODE"))
        .containsEntry("current_uses", 3L)
        .containsEntry("actual_uses", 3L);
    assertThat(database.refreshes()).containsExactly("CODE");
    assertThat(ledger.invite("CODE").version()).isEqualTo(4);
  }

  @Test
  void atTheSameTimeTheyNeverExceedTheLimitNorGiveAUserTwo() throws Exception {
    ledger.decide(requests.create(40L));
    List<CompletableFuture<?>> all =
        IntStream.range(0, 4)
            .<CompletableFuture<?>>mapToObj(
                thread ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int i = 0; i < 30; i++) {
                            if (thread % 2 == 0) {
                              ledger.decide(
                                  requests.redeem("user-" + i), requests.redeem("p-" + i));
                            } else {
                              tryOldFunction("user-" + i);
                              tryOldFunction("f-" + thread + i);
                            }
                          }
                        },
                        task -> Thread.ofPlatform().start(task)))
            .toList();
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, SECONDS);

    assertThat(database.countedAndActual("CODE"))
        .containsEntry("current_uses", 40L)
        .containsEntry("actual_uses", 40L);
    assertThat(database.duplicates()).isEmpty();
  }

  @Test
  void theOldFunctionFailsAtOnceWhileABatchIsDecided() throws Exception {
    ledger.decide(requests.create(3L));
    try (Connection holder = database.connect()) {
      holder.setAutoCommit(false);
      try (var lock = holder.prepareStatement("select from invites for update")) {
        lock.execute();
      }
      assertThatExceptionOfType(DataAccessException.class)
          .isThrownBy(() -> oldFunction("ann"))
          .withMessageContaining("could not obtain lock on row");
      holder.rollback();
    }
    assertThat(oldFunction("ann")).isTrue();
  }

  private boolean oldFunction(String user) {
    return Boolean.TRUE.equals(
        sql.queryForObject("select use_invite_code('CODE', ?)", Boolean.class, user));
  }

  /** Its callers have to live with a lock that is not free, and with the unique index. */
  private void tryOldFunction(String user) {
    try {
      oldFunction(user);
    } catch (DataAccessException e) {
      assertThat(e).hasMessageMatching("(?s).*(could not obtain lock|unique_per_user).*");
    }
  }

  private List<@Nullable String> users() {
    return sql.queryForList("select used_by from invite_uses order by 1", String.class);
  }
}
