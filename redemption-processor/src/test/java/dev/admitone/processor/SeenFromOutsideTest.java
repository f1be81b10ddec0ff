package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(SharedProcessor.class)
@Tag("services")
@Tag("essential")
class SeenFromOutsideTest {

  @Test
  void whatIsCountedAndTimedIsInPrometheusFormat(RunningProcessor processor, TestLog log)
      throws Exception {
    String code = TestRequests.newCode();
    log.append(TestRequests.create(code, 1L), TestRequests.redeem(code, "ann"));
    patiently().until(() -> log.resultsFor(code).size() == 2);

    patiently()
        .untilAsserted(
            () ->
                assertThat(processor.actuator("prometheus").body())
                    .contains(
                        "admitone_decisions_total{application=\"redemption-processor\",outcome=\"REDEEMED\"}",
                        "outcome=\"ALREADY_RELEASED\"",
                        "outcome=\"REQUEST_ID_REUSED\"",
                        "admitone_repeats_total",
                        "admitone_dead_letters_total{application=\"redemption-processor\",reason=\"WRONG_PARTITION\"}",
                        "admitone_batch_size_bucket",
                        "admitone_batch_phase_seconds_bucket{application=\"redemption-processor\",phase=\"load\"",
                        "phase=\"decide\"",
                        "phase=\"save\"",
                        "phase=\"publish\"",
                        "admitone_lag_records{application=\"redemption-processor\",partition=\"%d\"} 0"
                            .formatted(TestLog.partitionOf(code)),
                        "admitone_lag_age_seconds{application=\"redemption-processor\",partition=\"%d\"} 0"
                            .formatted(TestLog.partitionOf(code)),
                        "hikaricp_connections_active{application=\"redemption-processor\",pool=\"ledger\"}"));
  }

  @Test
  void decisionsAreCountedOnceAndRepeatsApart(RunningProcessor processor, TestLog log)
      throws Exception {
    String code = TestRequests.newCode();
    var redeem = TestRequests.redeem(code, "ann");
    log.append(TestRequests.create(code, 1L));
    patiently().until(() -> log.resultsFor(code).size() == 1);
    double redeemed = metric(processor, "admitone.decisions?tag=outcome:REDEEMED");
    double repeats = metric(processor, "admitone.repeats");

    log.append(redeem, redeem, redeem);
    patiently().until(() -> log.resultsFor(code).size() == 4);

    assertThat(metric(processor, "admitone.decisions?tag=outcome:REDEEMED"))
        .isEqualTo(redeemed + 1);
    assertThat(metric(processor, "admitone.repeats")).isEqualTo(repeats + 2);
  }

  @ParameterizedTest
  @CsvSource({
    "transaction_timeout, 30s",
    "idle_in_transaction_session_timeout, 10s",
    "lock_timeout, 10s",
    "tcp_user_timeout, 40000",
    "plan_cache_mode, force_custom_plan",
    "enable_seqscan, off",
    "enable_hashjoin, off",
    "enable_mergejoin, off",
    "application_name, redemption-processor",
    "transaction_isolation, read committed",
    "synchronous_commit, on"
  })
  void aLanesSessionHasItsSettings(String setting, String value, RunningProcessor processor) {
    JdbcTemplate jdbc = processor.bean(JdbcTemplate.class);
    assertThat(jdbc.queryForObject("select current_setting(?)", String.class, setting))
        .isEqualTo(value);
  }

  private static double metric(RunningProcessor processor, String name) throws Exception {
    String body = processor.actuator("metrics/" + name).body();
    return Double.parseDouble(body.replaceAll("(?s).*\"value\":([0-9.E]+).*", "$1"));
  }
}
