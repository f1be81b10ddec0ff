package dev.admitone.ops.statistics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.LogRecords;
import dev.admitone.ops.support.PageClient;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.ops.support.Tokens;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Statistics of a real log beside a real ledger. */
@Tag("services")
@Tag("essential")
class StatisticsTest {

  /** The checklist's query, without its limit to 24 hours. */
  private static final String BY_HOUR =
      """
      select date_trunc('hour', used_at) as hour, count(*) as usage_count,
        count(distinct used_by) as unique_users
      from invite_uses group by hour order by hour desc
      """;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private final TestLedger ledger = TestLedger.create();
  private final LedgerRows rows = new LedgerRows(ledger);
  private final TestLog log = TestLog.create();
  private final String code = LedgerRows.newCode();
  private final String other = LedgerRows.newCode();
  private final List<RedemptionDecided> published = new ArrayList<>();
  private long offset;

  @Test
  void eachHourHasTheUsesThatTheLedgerHasThoughResultsArePublishedAgain() {
    rows.invite(code);
    rows.invite(other);
    try (LogRecords records = new LogRecords(log)) {
      UUID given = null;
      for (int i = 0; i < 60; i++) {
        Instant at = now.minus(Duration.ofMinutes(10L * i));
        given = use(i % 2 == 0 ? code : other, "user-" + i % 7, at.minusMillis(i));
        if (i % 3 == 0) {
          refusal(code, "user-" + i, at);
        }
        if (i % 20 == 9) {
          release(given);
        }
      }
      publish(records);
      records.append(new ProducerRecord<>(log.topics().results(), new byte[] {1, 2, 3}));
      publish(records);
      try (Console console = console()) {
        awaitLedgersNumbers(console);
        publish(records);
        use(code, "the last one", now);
        publish(records);
        awaitLedgersNumbers(console);
      }
      try (Console console = console()) {
        publish(records);
        awaitLedgersNumbers(console);
        JsonNode report = console.get("/api/ops/statistics?limit=1").json();
        assertThat(report.path("codes")).hasSize(1);
        assertThat(sum(report, "RELEASED")).isEqualTo(3);
        assertThat(sum(report, "EXHAUSTED")).isEqualTo(20);
        assertThat(sum(report, "REDEEMED")).isEqualTo(61);
        assertThat(console.manage("/actuator/prometheus").text())
            .contains("admitone_statistics_results_total{application=\"ops-console\"");
        assertThat(health(console).path("status").asString()).isEqualTo("UP");
      }
    }
  }

  @Test
  void aUserThatTriesManyCodesIsOnThePageAndInTheTopic() {
    String user = LedgerRows.newUser();
    for (int i = 0; i < 20; i++) {
      result(UUID.randomUUID(), "GUESS-" + i, user, Outcome.REFUSED, RefusalReason.UNKNOWN_CODE);
    }
    try (LogRecords records = new LogRecords(log);
        Console console = console()) {
      publish(records);
      Await.patiently()
          .untilAsserted(
              () -> assertThat(alert(console).path("subject").asString()).isEqualTo(user));
      JsonNode alert = alert(console);
      assertThat(alert.path("kind").asString()).isEqualTo("USER");
      assertThat(alert.path("count").asInt()).isEqualTo(20);
      Await.patiently()
          .untilAsserted(() -> assertThat(alertsInTheTopic()).contains("USER:" + user));
      JsonNode record =
          console.get("/api/ops/topics/redemption-alerts/records").json().at("/items/0");
      assertThat(record.path("key").asString()).isEqualTo("USER:" + user);
      assertThat(record.at("/value/subject").asString()).isEqualTo(user);
      try (PageClient pages = PageClient.signedIn(console, Tokens.reader())) {
        assertThat(pages.get("/statistics").body())
            .contains(user, "refused with 20 codes within an hour", "UNKNOWN_CODE 20");
      }
    }
  }

  private List<String> alertsInTheTopic() {
    return TopicReader.records(TestLog.bootstrapServers(), log.topics().alerts()).stream()
        .map(record -> new String(record.key(), UTF_8))
        .toList();
  }

  private static JsonNode alert(Console console) {
    return console.get("/api/ops/statistics").json().path("alerts").path(0);
  }

  @Test
  void oneCodeAndMinutesAreAskedForByParameters() {
    result(UUID.randomUUID(), code, "ann", Outcome.REFUSED, RefusalReason.EXPIRED);
    result(UUID.randomUUID(), other, "ann", Outcome.REFUSED, RefusalReason.EXPIRED);
    try (LogRecords records = new LogRecords(log);
        Console console = console()) {
      publish(records);
      String minutes = "/api/ops/statistics?step=MINUTE&code=" + code;
      Await.patiently()
          .untilAsserted(() -> assertThat(console.get(minutes).json().path("slots")).hasSize(1));
      JsonNode slot = console.get(minutes).json().path("slots").path(0);
      assertThat(slot.path("begin").asString())
          .isEqualTo(now.truncatedTo(ChronoUnit.MINUTES).toString());
      assertThat(slot.has("uses")).isFalse();
      assertThat(console.get(minutes).json().path("codes")).hasSize(1);
    }
  }

  @Test
  void topicsThatAreNotAsTheyHaveToBeTurnTheHealthOfStatisticsRedAndNothingElse() throws Exception {
    log.create(log.topics().alerts(), 3);
    try (Console console = console()) {
      Await.patiently()
          .untilAsserted(
              () ->
                  assertThat(health(console).at("/details/missing").asString())
                      .contains(log.topics().alerts(), "partitions=3"));
      assertThat(console.manage("/actuator/health/readiness").status()).isEqualTo(200);
      assertThat(console.get("/api/ops/invites").status()).isEqualTo(200);
      assertThat(console.get("/api/ops/statistics").field("missing")).contains("partitions=3");
    }
  }

  @Test
  void aConsoleThatDoesNotCountSaysSo() {
    assertThat(Console.shared().get("/api/ops/statistics").field("missing"))
        .contains("admit-one.ops.statistics.enabled is false");
  }

  private Console console() {
    return Console.on(ledger, log.settings("--admit-one.ops.statistics.enabled=true"));
  }

  private static JsonNode health(Console console) {
    return JsonMapper.shared()
        .readTree(console.manage("/actuator/health").text())
        .at("/components/statistics");
  }

  private UUID use(String of, String user, Instant at) {
    // A user has a code once: each use has a code of its own name here.
    String own = of + "-" + offset;
    rows.invite(own);
    UUID id = rows.use(own, user, at);
    result(id, own, user, Outcome.REDEEMED, null, at);
    return id;
  }

  private void refusal(String of, String user, Instant at) {
    UUID id = rows.refusal(of, user, "EXHAUSTED", at);
    result(id, of, user, Outcome.REFUSED, RefusalReason.EXHAUSTED, at);
  }

  private void release(UUID use) {
    UUID id = UUID.randomUUID();
    // Of the use's own code, as everywhere: its results are in one partition, in their order.
    String of = rows.release(id, use);
    result(id, of, null, Outcome.RELEASED, null, now);
  }

  private void result(
      UUID id, String of, @Nullable String user, Outcome outcome, @Nullable RefusalReason reason) {
    result(id, of, user, outcome, reason, now);
  }

  private void result(
      UUID id,
      String of,
      @Nullable String user,
      Outcome outcome,
      @Nullable RefusalReason reason,
      Instant at) {
    int partition = (int) (offset % log.partitions());
    Position position = new Position(partition, offset++);
    published.add(
        RedemptionDecided.newBuilder()
            .setRequestId(id)
            .setContentFingerprint(new ContentFingerprint(new byte[16]))
            .setCode(of)
            .setUserId(user)
            .setOutcome(outcome)
            .setReason(reason)
            .setDecidedAt(at)
            .setPosition(position)
            .setAnsweredPosition(position)
            .build());
  }

  /** All results, those that were published before among them. */
  private void publish(LogRecords records) {
    published.forEach(records::result);
  }

  private void awaitLedgersNumbers(Console console) {
    List<String> expected =
        ledger
            .sql()
            .query(
                BY_HOUR,
                (row, _) ->
                    "%s %d %d"
                        .formatted(
                            row.getTimestamp("hour").toInstant(),
                            row.getLong("usage_count"),
                            row.getLong("unique_users")));
    assertThat(expected).hasSizeGreaterThan(9);
    Await.patiently()
        .untilAsserted(
            () -> assertThat(hours(console.get("/api/ops/statistics").json())).isEqualTo(expected));
  }

  private static List<String> hours(JsonNode report) {
    return report
        .path("slots")
        .valueStream()
        .filter(slot -> slot.at("/uses/count").asLong() > 0)
        .map(
            slot ->
                "%s %d %d"
                    .formatted(
                        slot.path("begin").asString(),
                        slot.at("/uses/count").asLong(),
                        slot.at("/uses/users").asLong()))
        .toList();
  }

  private static long sum(JsonNode report, String outcome) {
    return report
        .path("slots")
        .valueStream()
        .flatMap(slot -> slot.path("outcomes").valueStream())
        .filter(each -> each.path("outcome").asString().equals(outcome))
        .mapToLong(each -> each.path("decisions").asLong())
        .sum();
  }
}
