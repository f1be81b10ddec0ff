package dev.admitone.ops.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.LogRecords;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.testsupport.Await;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Results that contradict decisions, or are missing, are named, and no others. */
@Tag("services")
class ResultDriftTest {

  private final TestLedger ledger = TestLedger.create();
  private final TestLog log = TestLog.create();
  private final LogRecords records = new LogRecords(log);
  private final DecidedResults results = new DecidedResults(ledger, records);
  private final String code = LedgerRows.newCode();

  @AfterEach
  void close() {
    records.close();
  }

  @Test
  void resultsThatSayWhatTheLedgerHasAreNoDriftHoweverOftenTheyArePublished() {
    for (int i = 0; i < 5; i++) {
      results.decide(code, "EXHAUSTED");
    }
    // As a lane that begins again, and one that it takes over from and that is late.
    results.publish(0, 1, 2, 1, 2, 3, 4, 0, 1);
    results.sendAgain(3);
    results.deadLetter();
    assertNoDrift();
  }

  @Test
  void requestsThatAskForNoDecisionAreNoDrift() {
    results.decide(code, "EXHAUSTED");
    results.skip(3);
    results.decide(code, "EXHAUSTED");
    results.publish(0, 1);
    assertNoDrift();
  }

  @Test
  void decisionsAfterTheLastResultAreStillToBePublished() {
    for (int i = 0; i < 3; i++) {
      results.decide(code, "EXHAUSTED");
    }
    results.publish(0, 1);
    assertNoDrift();
  }

  @Test
  void whatWasPublishedBeforeTheFirstResultThatCountsIsNoDrift() {
    UUID first = results.decide(code, "EXHAUSTED");
    results.decide(code, "EXHAUSTED");
    results.decide(code, "EXHAUSTED");
    results.publish(0, 2, 2);
    results.forget(first);
    ledger.sql().update("update ledger_places set first_result = 2");
    assertNoDrift();
  }

  @Test
  void resultsThatTheLedgerIsNotToHaveYetAreNoDrift() {
    UUID ahead = results.decide(code, "EXHAUSTED");
    results.publish(0);
    results.forget(ahead);
    ledger.sql().update("update ledger_places set next_offset = 0");
    assertNoDrift();
  }

  @Test
  void whileLedgerAndLogAreApartOnlyThatIsReported() {
    UUID lost = results.decide(code, "EXHAUSTED");
    results.publish(0);
    results.forget(lost);
    ledger.sql().update("update ledger_places set reason = 'a test'");
    assertNoDrift();
  }

  @Test
  void aResultThatCannotBeReadMakesNothingMissing() {
    results.decide(code, "EXHAUSTED");
    results.decide(code, "EXHAUSTED");
    results.decide(code, "EXHAUSTED");
    results.publish(0, 2);
    records.append(
        new ProducerRecord<>(
            log.topics().results(), DecidedResults.PARTITION, null, new byte[] {1}));
    assertNoDrift();
  }

  @Test
  void aResultThatSaysSomethingElseAndOneWithoutADecisionAreNamed() {
    UUID changed = results.decide(code, "EXHAUSTED");
    UUID forgotten = results.decide(code, "EXPIRED");
    results.decide(code, "EXPIRED");
    results.publish(0, 1, 2);
    ledger
        .sql()
        .update("update redemption_decisions set outcome = 'REVOKED' where id = ?", changed);
    results.forget(forgotten);
    try (Console console = console()) {
      Await.patiently()
          .untilAsserted(
              () ->
                  assertThat(problems(console, DriftKind.RESULT_DIFFERS))
                      .containsExactlyInAnyOrder(
                          "the result 1-0 of request %s is EXHAUSTED, and the ledger has REVOKED of"
                                  .formatted(changed)
                              + " code "
                              + code,
                          "the result 1-1 of request %s is EXPIRED, and the ledger has no decision"
                              .formatted(forgotten)));
      assertThat(problems(console, DriftKind.RESULT_MISSING)).isEmpty();
    }
  }

  @Test
  void aDecisionWithoutAResultIsNamedUntilTheResultComes() {
    results.decide(code, "EXHAUSTED");
    UUID unpublished = results.decide(code, "EXHAUSTED");
    results.decide(code, "EXHAUSTED");
    results.publish(0, 2);
    try (Console console = console()) {
      Await.patiently()
          .untilAsserted(
              () ->
                  assertThat(problems(console, DriftKind.RESULT_MISSING))
                      .containsExactly(
                          "request %s at 1-1 was decided as EXHAUSTED, and has no result"
                              .formatted(unpublished)));
      assertThat(problems(console, DriftKind.RESULT_DIFFERS)).isEmpty();
      results.publish(1);
      Await.patiently()
          .untilAsserted(() -> assertThat(problems(console, DriftKind.RESULT_MISSING)).isEmpty());
    }
  }

  /** Each of the checks has gone through everything twice, so that it has seen what stays. */
  private void assertNoDrift() {
    try (Console console = console()) {
      Instant first = verifiedAfter(console, Instant.EPOCH);
      verifiedAfter(console, verifiedAfter(console, first));
      assertThat(problems(console, DriftKind.RESULT_DIFFERS)).isEmpty();
      assertThat(problems(console, DriftKind.RESULT_MISSING)).isEmpty();
    }
  }

  private static Instant verifiedAfter(Console console, Instant before) {
    return Await.patiently()
        .until(
            () ->
                Instant.parse(
                    console
                        .get("/api/ops/drift")
                        .json()
                        .path("verifiedAt")
                        .asString("1970-01-01T00:00:00Z")),
            at -> at.isAfter(before));
  }

  private static List<String> problems(Console console, DriftKind kind) {
    return console
        .get("/api/ops/drift")
        .json()
        .path("kinds")
        .valueStream()
        .filter(each -> each.path("kind").asString().equals(kind.name()))
        .flatMap(each -> each.path("rows").valueStream())
        .map((JsonNode row) -> row.path("problem").asString())
        .toList();
  }

  private Console console() {
    Console console =
        Console.on(
            ledger,
            log.settings(
                "--admit-one.ops.verification.page-pause=1ms",
                "--admit-one.ops.verification.round-pause=100ms",
                "--admit-one.ops.verification.publishing-time=100ms"));
    console.awaitReady();
    return console;
  }
}
