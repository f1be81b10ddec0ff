package dev.admitone.ops.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.LogRecords;
import dev.admitone.ops.support.PageClient;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.ops.support.Tokens;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages of dead letters, as a browser without a script has them. */
@Tag("services")
class DeadLetterPagesTest {

  private static final String EVIL = "<img src=x onerror=alert(1)>";
  private static final String HERE = "/dead-letters";

  private static TestLog log;
  private static LogRecords records;
  private static Console console;
  private static PageClient client;

  @BeforeAll
  static void start() {
    log = TestLog.create();
    records = new LogRecords(log);
    console = Console.on(TestLedger.create(), log.settings("--admit-one.ops.log.search-time=20s"));
    client = PageClient.signedIn(console, Tokens.operator());
  }

  @AfterAll
  static void stop() {
    client.close();
    console.close();
    records.close();
  }

  @Test
  void allOfAReasonAreChosenConfirmedWithTheirCountAndSentAgain() {
    byte[] value = "all of a reason".getBytes(UTF_8);
    records.deadLetter("PAGE_ALL", 0, null, value);
    records.deadLetter("PAGE_ALL", 1, null, value);
    assertThat(get(HERE).body()).contains("Choose all 2 of PAGE_ALL");
    String set = choose(Map.of("deadLetterReason", "PAGE_ALL"));
    records.deadLetter("PAGE_ALL", 1, null, value);
    assertThat(get(set).body())
        .contains("Send 2 dead letters again")
        .contains("Set 2 dead letters aside");
    HttpResponse<String> wrong = confirm(set, "1");
    assertThat(wrong.statusCode()).isEqualTo(409);
    assertThat(wrong.body()).contains("another number of dead letters");
    assertThat(confirm(set, "2").statusCode()).isEqualTo(303);
    assertThat(get(set).body()).contains("SEND_AGAIN").contains("olga").contains("a test");
    assertThat(confirm(set, "2").statusCode()).isEqualTo(409);
    assertThat(records.requests())
        .filteredOn(record -> Arrays.equals(record.value(), value))
        .hasSize(2);
    assertThat(get(HERE).body()).contains("Choose all 1 of PAGE_ALL");
  }

  @Test
  void oneIsShownWithItsBytesAndWhatWasDone() {
    RecordMetadata record = records.deadLetter("PAGE_ONE", 0, null, EVIL.getBytes(UTF_8));
    String position = record.partition() + "-" + record.offset();
    String path = HERE + "/" + position;
    assertThat(get(path).body())
        .contains("3c696d67")
        .contains("&lt;b&gt;detail&lt;/b&gt;")
        .doesNotContain("<b>detail");
    String set = choose(Map.of("positions", position));
    client.sendFrom(
        set, set + "/confirmation", Map.of("action", "SET_ASIDE", "count", "1", "reason", EVIL));
    assertThat(get(path).body()).contains("SET_ASIDE").contains("&lt;img").doesNotContain("<img");
  }

  @Test
  void theOnesThatAreTickedAreSentAgain() {
    byte[] value = "ticked".getBytes(UTF_8);
    List<String> ticked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      RecordMetadata record = records.deadLetter("PAGE_TICKED", 0, null, value);
      ticked.add("positions=%d-%d".formatted(record.partition(), record.offset()));
    }
    assertThat(get(HERE).body()).contains("Choose the ones that are ticked");
    HttpResponse<String> response =
        client.sendForm(
            HERE + "/sets",
            "_csrf=%s&%s".formatted(client.csrf(HERE), String.join("&", ticked.subList(0, 2))));
    String set = response.headers().firstValue("Location").orElseThrow();
    assertThat(get(set).body()).contains("Send 2 dead letters again");
    assertThat(confirm(set, "2").statusCode()).isEqualTo(303);
    assertThat(records.requests())
        .filteredOn(record -> Arrays.equals(record.value(), value))
        .hasSize(2);
  }

  @Test
  void whatAnotherSetHasDoneMeanwhileIsLeftOutAndSaid() {
    records.deadLetter("PAGE_LEFT_OUT", 0, null, new byte[] {2});
    String late = choose(Map.of("deadLetterReason", "PAGE_LEFT_OUT"));
    confirm(choose(Map.of("deadLetterReason", "PAGE_LEFT_OUT")), "1");
    assertThat(confirm(late, "1").statusCode()).isEqualTo(303);
    assertThat(get(late).body()).contains("LEFT_OUT", "another set had them after this one");
  }

  @Test
  void anOperatorThatMayOnlyLookHasNoFormsAndIsRefused() {
    records.deadLetter("PAGE_LOOK", 0, null, new byte[] {1});
    String set = choose(Map.of("deadLetterReason", "PAGE_LOOK"));
    try (PageClient looking = PageClient.signedIn(console, Tokens.reader())) {
      assertThat(looking.get(HERE).body()).contains("PAGE_LOOK").doesNotContain("Choose all");
      assertThat(looking.get(set).body()).doesNotContain("Send 1 dead letter again");
      assertThat(
              looking
                  .sendFrom(
                      HERE,
                      set + "/confirmation",
                      Map.of("action", "SEND_AGAIN", "count", "1", "reason", "forged"))
                  .statusCode())
          .isEqualTo(403);
      assertThat(
              looking
                  .sendFrom(HERE, HERE + "/sets", Map.of("deadLetterReason", "PAGE_LOOK"))
                  .statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void whatIsMissingInAFormIsSaid() {
    records.deadLetter("PAGE_FORM", 0, null, new byte[] {1});
    String set = choose(Map.of("deadLetterReason", "PAGE_FORM"));
    HttpResponse<String> response =
        client.sendFrom(set, set + "/confirmation", Map.of("action", "SEND_AGAIN", "count", "1"));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("reason must have 1 to 500");
    assertThat(client.sendFrom(HERE, HERE + "/sets", Map.of()).statusCode()).isEqualTo(400);
  }

  private static HttpResponse<String> get(String path) {
    HttpResponse<String> response = client.get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response;
  }

  /** The path of the set. */
  private static String choose(Map<String, String> fields) {
    HttpResponse<String> response = client.sendFrom(HERE, HERE + "/sets", fields);
    assertThat(response.statusCode()).isEqualTo(303);
    return response.headers().firstValue("Location").orElseThrow();
  }

  private static HttpResponse<String> confirm(String set, String count) {
    return client.sendFrom(
        set,
        set + "/confirmation",
        Map.of("action", "SEND_AGAIN", "count", count, "reason", "a test"));
  }
}
