package dev.admitone.processor.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The queries and indexes of the field's own checklist work on these tables. */
@Tag("services")
class ChecklistTest {

  private static final String USES_BY_HOUR =
      """
      SELECT
        DATE_TRUNC('hour', used_at) as hour,
        COUNT(*) as usage_count,
        COUNT(DISTINCT used_by) as unique_users
      FROM invite_uses
      WHERE used_at >= NOW() - INTERVAL '24 hours'
      GROUP BY hour
      ORDER BY hour DESC
      """;

  private static final String PUT_RIGHT =
      """
      UPDATE invites
      SET current_uses = (SELECT COUNT(*) FROM invite_uses WHERE invite_id = invites.id)
      WHERE code = ?
      """;

  private final TestDatabase database = TestDatabase.migrated();
  private final JdbcTemplate sql = database.sql();
  private final TestLedger ledger = new TestLedger(database.dataSource());
  private final LedgerRequests requests = new LedgerRequests("CODE");

  @Test
  void theIndexesThatTheChecklistAsksForAreThere() {
    assertThat(indexDefinition("idx_invite_uses_unique_per_user"))
        .isEqualTo(
            "CREATE UNIQUE INDEX idx_invite_uses_unique_per_user ON public.invite_uses USING btree (invite_id, used_by)");
    assertThat(indexDefinition("idx_invite_uses_lookup"))
        .isEqualTo(
            "CREATE INDEX idx_invite_uses_lookup ON public.invite_uses USING btree (used_by, used_at)");
  }

  @Test
  void theChecklistsReportsTellWhatHappened() {
    ledger.decide(requests.create(5L), requests.redeem("ann"), requests.redeem("bob"));
    sql.update("update invite_uses set used_at = now()");

    assertThat(sql.queryForList(USES_BY_HOUR))
        .singleElement()
        .satisfies(
            hour ->
                assertThat(hour)
                    .containsEntry("usage_count", 2L)
                    .containsEntry("unique_users", 2L));
    assertThat(database.countedAndActual("CODE"))
        .containsEntry("current_uses", 2L)
        .containsEntry("actual_uses", 2L)
        .containsEntry("max_uses", 5L);
    assertThat(sql.queryForList("SELECT * FROM invite_uses WHERE used_by = 'ann'")).hasSize(1);
    assertThat(database.duplicates()).isEmpty();
  }

  @Test
  void aWrongCountIsFoundAndPutRightAndTheLogIsTold() {
    ledger.decide(requests.create(5L), requests.redeem("ann"));
    // Without triggers, as a restore of parts would: else the wrong count is refused.
    sql.execute(
        """
        begin;
        set local session_replication_role = replica;
        update invites set current_uses = 4;
        commit;
        """);
    assertThat(database.countedAndActual("CODE"))
        .containsEntry("current_uses", 4L)
        .containsEntry("actual_uses", 1L);

    sql.update(PUT_RIGHT, "CODE");

    assertThat(database.countedAndActual("CODE")).containsEntry("current_uses", 1L);
    assertThat(database.refreshes()).containsExactly("CODE");
  }

  private @Nullable String indexDefinition(String name) {
    return sql.queryForObject(
        "SELECT indexdef FROM pg_indexes WHERE tablename = 'invite_uses' AND indexname = ?",
        String.class,
        name);
  }
}
