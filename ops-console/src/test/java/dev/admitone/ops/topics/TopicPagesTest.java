package dev.admitone.ops.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.html.Paths;
import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.LogRecords;
import dev.admitone.ops.support.PageClient;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.ops.support.Tokens;
import dev.admitone.schemas.codes.Requests;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages of topics, as a browser without a script has them. */
@Tag("services")
class TopicPagesTest {

  private static final String EVIL = "<img src=x onerror=alert(1)>";

  private static TestLog log;
  private static LogRecords records;
  private static Console console;
  private static PageClient client;

  private final String code = LedgerRows.newCode();

  @BeforeAll
  static void start() {
    log = TestLog.create();
    records = new LogRecords(log);
    console = Console.on(TestLedger.shared(), log.settings("--admit-one.ops.log.search-time=20s"));
    client = PageClient.signedIn(console, Tokens.reader());
  }

  @AfterAll
  static void stop() {
    client.close();
    console.close();
    records.close();
  }

  @Test
  void theTopicsLeadToTheirRecords() {
    String body = get("/topics").body();
    assertThat(body)
        .contains("href=\"/topics/redemption-requests\"")
        .contains("href=\"/topics/invites\"");
  }

  @Test
  void aFormWithEmptyFieldsFindsAKey() {
    RecordMetadata record = records.request(Requests.redeem(UUID.randomUUID(), code, "ann"));
    String body =
        get("/topics/redemption-requests?key=%s&partition=&offset=&from=&to=&keyHex="
                .formatted(code))
            .body();
    String path =
        "/topics/redemption-requests/records/%d-%d".formatted(record.partition(), record.offset());
    assertThat(body).contains("Records found: 1").contains("href=\"" + path + "\"");
    assertThat(get(path).body()).contains(code).contains("when the broker appended it");
    assertThat(get(Paths.record("redemption-requests", record.partition(), record.offset())).body())
        .contains("href=\"" + path + "\"");
    assertThat(client.get(path + "/value").headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(header -> assertThat(header).startsWith("attachment"));
  }

  @Test
  void aPageThatIsFullHasALinkThatGoesOn() {
    for (int i = 0; i < 60; i++) {
      records.request(Requests.redeem(UUID.randomUUID(), code, "user-" + i));
    }
    assertThat(get("/topics/redemption-requests?key=" + code).body())
        .contains("Records found: 50")
        .contains("rel=\"next\"");
  }

  @Test
  void whatIsRefusedIsSaidAboveTheForm() {
    HttpResponse<String> response = client.get("/topics/redemption-results?partition=0&offset=5");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("The partition has no records")
        .contains("value=\"5\"")
        .contains("Find records");
    assertThat(client.get("/topics/no-such-topic").statusCode()).isEqualTo(404);
  }

  @Test
  void whatARecordHasIsShownAndNeverRun() {
    ProducerRecord<byte[], byte[]> evil =
        new ProducerRecord<>(
            log.topics().requests(), 0, EVIL.getBytes(UTF_8), EVIL.getBytes(UTF_8));
    evil.headers().add(EVIL, EVIL.getBytes(UTF_8));
    RecordMetadata record = records.append(evil);
    for (String path :
        new String[] {
          "/topics/redemption-requests?partition=0&offset=" + record.offset(),
          "/topics/redemption-requests/records/0-" + record.offset()
        }) {
      assertThat(get(path).body()).as(path).contains("&lt;img").doesNotContain("<img");
    }
  }

  @Test
  void whichPartOfARecordIsCutIsSaid() {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            log.topics().requests(), 0, "k".repeat(1_001).getBytes(UTF_8), new byte[] {1});
    record.headers().add("long", "x".repeat(1_001).getBytes(UTF_8));
    RecordMetadata appended = records.append(record);
    String body = get("/topics/redemption-requests/records/0-" + appended.offset()).body();
    assertThat(body)
        .contains("k</code>, of which the begin is shown")
        .contains("x, of which the begin is shown")
        .contains("1 bytes</dd>")
        .doesNotContain("of which a part is shown");
  }

  @Test
  void aPageThatIsNotCompleteSaysWhatItLookedAtAndGoesOn() {
    records.append(
        IntStream.range(0, 3_000)
            .mapToObj(
                i ->
                    new ProducerRecord<>(
                        log.topics().deadLetters(),
                        0,
                        ("key-" + i).getBytes(UTF_8),
                        new byte[] {1})));
    try (Console hasty =
            Console.on(TestLedger.shared(), log.settings("--admit-one.ops.log.search-time=1ms"));
        PageClient reader = PageClient.signedIn(hasty, Tokens.reader())) {
      String body = reader.get("/topics/redemption-requests-dlt?partition=0&key=none").body();
      assertThat(body)
          .contains("The search ended before")
          .contains("<details open")
          .contains("Searched offsets of each partition")
          .contains("rel=\"next\"");
    }
  }

  private static HttpResponse<String> get(String path) {
    HttpResponse<String> response = client.get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response;
  }
}
