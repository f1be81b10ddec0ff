package dev.admitone.processor.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.redemption.Request;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A batch reads the uses of its own users, however many the code has. The planner knows little of
 * tables that have just begun to grow: its statistics are from before, or there are none yet.
 */
@Tag("services")
class LookUpReadsTest {

  private static final int USES = 20_000;
  private static final String LANES =
      "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off"
          + " -c plan_cache_mode=force_custom_plan";

  private static final String READ =
      """
      select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables
      where relname = 'invite_uses'
      """;

  private final LedgerRequests requests = new LedgerRequests(LedgerRequests.newCode());

  @ParameterizedTest
  @ValueSource(
      strings = {"never analysed", "analysed while empty", "analysed with a use for each code"})
  void aBatchReadsTheUsesOfItsOwnUsersAlone(String statistics) {
    TestDatabase database = TestDatabase.migrated();
    database.sql().execute("alter table invite_uses set (autovacuum_enabled = false)");
    PGSimpleDataSource lanes = database.dataSource();
    lanes.setOptions(LANES);
    TestLedger ledger = new TestLedger(lanes);
    prepare(ledger, statistics);
    ledger.decide(redemptions("user-", USES));

    for (int count : new int[] {1, 100, 1000}) {
      List<Request> batch = redemptions("user-", count);
      Long read =
          ledger
              .transactions()
              .execute(
                  _ -> {
                    ledger.ledger().load(batch);
                    return ledger.sql().queryForObject(READ, Long.class);
                  });
      assertThat(read).isEqualTo(count);
    }
  }

  private void prepare(TestLedger ledger, String statistics) {
    List<LedgerRequests> others =
        IntStream.range(0, 2_000)
            .mapToObj(_ -> new LedgerRequests(LedgerRequests.newCode()))
            .toList();
    ledger.decide(others.stream().map(other -> other.create(null)).toList());
    ledger.decide(requests.create(null));
    ledger.sql().execute("analyze invites");
    switch (statistics) {
      case "analysed while empty" -> ledger.sql().execute("vacuum analyze invite_uses");
      case "analysed with a use for each code" -> {
        ledger.decide(others.stream().map(other -> other.redeem("user")).toList());
        ledger.sql().execute("vacuum analyze invite_uses");
      }
      default -> {}
    }
  }

  private List<Request> redemptions(String users, int count) {
    return IntStream.range(0, count).mapToObj(i -> requests.redeem(users + i)).toList();
  }
}
