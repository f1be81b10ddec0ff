package dev.admitone.processor;

import static dev.admitone.testsupport.Await.closely;
import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.RedemptionRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * P9 the other way round: however often processors are killed under load, ledger and log agree, so
 * no lane stops. Runs for {@code -Dkills.minutes}, 10 without it.
 */
@Tag("long")
@ExtendWith(FreshSite.class)
@Tag("services")
class P9KillsWithoutAlarmTest {

  private static final String OFTEN = "admit-one.processor.compare-interval=200ms";
  private static final int LOAD = 50;
  private static final Logger LOG = LoggerFactory.getLogger(P9KillsWithoutAlarmTest.class);

  @Test
  void processorsThatAreKilledUnderLoadRaiseNoAlarm(Site site, TestLog log) throws Exception {
    JdbcTemplate sql = SavedLedger.owner(site);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> codes = IntStream.range(0, 8).mapToObj(_ -> TestRequests.newCode()).toList();
    List<RedemptionRequest> appended = new ArrayList<>();
    codes.forEach(code -> appended.add(TestRequests.create(code, 500L)));
    log.append(appended);
    Instant end = Instant.now().plus(Duration.ofMinutes(Integer.getInteger("kills.minutes", 10)));
    int kills = 0;
    while (Instant.now().isBefore(end)) {
      int told = log.results().size();
      try (ProcessorProcess processor =
          ProcessorProcess.start(site, OFTEN, "admit-one.processor.instance=killed")) {
        int target = told + 1 + random.nextInt(2 * LOAD);
        closely()
            .until(
                () -> {
                  List<RedemptionRequest> load = load(codes, random);
                  log.append(load);
                  appended.addAll(load);
                  return log.results().size() > target;
                });
        processor.kill();
        kills++;
      }
      assertThat(sql.queryForList("select reason from ledger_places where reason is not null"))
          .as("after %d kills, seed %d", kills, seed)
          .isEmpty();
    }
    try (RunningProcessor processor = RunningProcessor.start(site, OFTEN)) {
      patiently().until(new Group(site, log)::isAtTheEnd);
      processor.awaitReady();
    }
    PromisesKept.check(site, log, appended);
    assertThat(log.deadLetters()).isEmpty();
    LOG.info("{} kills, {} requests, no alarm, seed {}", kills, appended.size(), seed);
  }

  private static List<RedemptionRequest> load(List<String> codes, Random random) {
    return IntStream.range(0, LOAD)
        .mapToObj(
            _ ->
                TestRequests.redeem(
                    UUID.randomUUID(),
                    codes.get(random.nextInt(codes.size())),
                    "user-" + random.nextInt(2_000)))
        .toList();
  }
}
