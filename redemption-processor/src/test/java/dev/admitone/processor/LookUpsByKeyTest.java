package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.RedemptionRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(FreshSite.class)
@Tag("services")
class LookUpsByKeyTest {

  private static final int REDEMPTIONS = 12_000;

  /** What the server counted of the tables that grow with each redemption. */
  private record Counted(long rowsWritten, long rowsReadByScansOfAll) {}

  @Test
  void whatABatchOfThousandsWantsIsFoundByIndexInAYoungLedgerToo(Site site, TestLog log)
      throws Exception {
    String code = TestRequests.newCode();
    List<RedemptionRequest> requests = new ArrayList<>();
    requests.add(TestRequests.create(code, null));
    for (int i = 0; i < REDEMPTIONS; i++) {
      requests.add(TestRequests.redeem(code, "user-" + i));
    }
    log.append(requests);

    try (RunningProcessor processor = RunningProcessor.start(site)) {
      JdbcTemplate sql = processor.ownersSql();
      patiently().until(() -> log.results().size() == requests.size());

      // The lane's session hands its counts over with a delay, but all at once.
      patiently().until(() -> counted(sql).rowsWritten() > 2 * REDEMPTIONS);
      assertThat(counted(sql).rowsReadByScansOfAll()).isZero();
    }
  }

  private static Counted counted(JdbcTemplate sql) {
    return sql.queryForObject(
        """
        select sum(n_tup_ins), sum(seq_tup_read) from pg_stat_user_tables
        where relname in ('invite_uses', 'redemption_decisions')
        """,
        (row, _) -> new Counted(row.getLong(1), row.getLong(2)));
  }
}
