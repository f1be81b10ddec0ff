package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.schemas.avro.RedemptionRequest;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(FreshSite.class)
@Tag("services")
class OutageTest {

  private final String code = TestRequests.newCode();

  @Test
  void whileTheDatabaseIsAwayRequestsWaitAndAfterwardsEachIsDecided(
      Site site, TestLog log, @TempDir Path directory) throws Exception {
    EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
    int port = database.port();
    Site here = new Site(site.bootstrapServers(), database.jdbcUrl(), site.group());
    try (RunningProcessor processor = RunningProcessor.start(here)) {
      log.append(TestRequests.create(code, 10L));
      patiently().until(() -> log.results().size() == 1);
      processor.awaitReady();

      database.stopImmediately();
      List<RedemptionRequest> meanwhile =
          IntStream.range(0, 30).mapToObj(i -> TestRequests.redeem(code, "user-" + i)).toList();
      log.append(meanwhile);
      patiently()
          .untilAsserted(
              () -> {
                var readiness = processor.actuator("health/readiness");
                assertThat(readiness.statusCode()).isEqualTo(503);
                assertThat(readiness.body())
                    .contains("waits since", "it does not respond within PT1S");
              });
      assertThat(processor.actuator("health/liveness").statusCode()).isEqualTo(200);
      assertThat(log.results()).hasSize(1);
      assertThat(unavailable(processor, "no_connection")).isPositive();

      database = EmbeddedDatabase.start(directory, port);
      patiently().until(() -> log.results().size() == 31);
      assertThat(log.results().subList(1, 31))
          .extracting(told -> told.value().getRequestId())
          .containsExactlyElementsOf(
              meanwhile.stream().map(RedemptionRequest::getRequestId).toList());
      assertThat(log.deadLetters()).isEmpty();
      processor.awaitReady();
      assertThat(
              processor
                  .bean(JdbcTemplate.class)
                  .queryForObject("select current_uses from invites", Long.class))
          .isEqualTo(10);
    } finally {
      database.stop();
    }
  }

  @Test
  void aCodeThatSomebodyElseLocksWaitsAndIsDecidedAfterwards(Site site, TestLog log)
      throws Exception {
    try (RunningProcessor processor =
        RunningProcessor.start(site, "admit-one.processor.session.lock=200ms")) {
      log.append(TestRequests.create(code, 10L));
      patiently().until(() -> log.results().size() == 1);
      JdbcTemplate jdbc = processor.bean(JdbcTemplate.class);

      try (var connection = java.sql.DriverManager.getConnection(site.jdbcUrl(), "postgres", "");
          var statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("select from invites for update");
        log.append(TestRequests.redeem(code, "ann"));
        patiently()
            .untilAsserted(
                () ->
                    assertThat(processor.actuator("health/readiness").body())
                        .contains("lock_not_available"));
        assertThat(log.results()).hasSize(1);
        assertThat(unavailable(processor, "lock_not_available")).isPositive();
        connection.rollback();
      }

      patiently().until(() -> log.results().size() == 2);
      assertThat(TestLog.word(log.results().getLast().value())).isEqualTo("REDEEMED");
      assertThat(jdbc.queryForObject("select current_uses from invites", Long.class)).isEqualTo(1);
      processor.awaitReady();
    }
  }

  private static double unavailable(RunningProcessor processor, String cause) {
    return processor
        .bean(MeterRegistry.class)
        .get("admitone.ledger.unavailable")
        .tag("cause", cause)
        .counter()
        .count();
  }
}
