package dev.admitone.ops.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Chromium;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.LogRecords;
import dev.admitone.ops.support.Tokens;
import dev.admitone.schemas.codes.Requests;
import dev.admitone.testsupport.NeedsProgram;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The pages of topics and of dead letters in a real browser. */
@Tag("services")
@Tag("chromium")
@Tag("chromedriver")
@NeedsProgram({"chromium", "chromedriver"})
class LogPagesTest {

  private static final byte[] POISON = "<script>alert(1)</script>".getBytes(UTF_8);

  private static final LogRecords RECORDS = BrowserPages.records();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRecordIsFoundByItsKeyAndShownDecoded(boolean hasScripts) {
    String code = LedgerRows.newCode();
    RecordMetadata record = RECORDS.request(Requests.redeem(UUID.randomUUID(), code, "ann"));
    Chromium browser = browser(hasScripts).open("/topics").follow("redemption-requests");
    browser.type("key", code).press("Find records");
    assertThat(browser.text()).contains("Records found: 1");
    String position = record.partition() + "-" + record.offset();
    browser.follow(position);
    assertThat(browser.heading()).isEqualTo("Record " + position);
    assertThat(browser.text()).contains("ann").contains("when the broker appended it");
    browser.assertNoErrors();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void allOfAReasonAreSentAgainByTheirExactCount(boolean hasScripts) {
    String reason = hasScripts ? "ALL_WITH" : "ALL_WITHOUT";
    RECORDS.deadLetter(reason, 0, null, POISON);
    RECORDS.deadLetter(reason, 1, null, POISON);
    Chromium browser = browser(hasScripts).open("/dead-letters");
    browser.press("Choose all 2 of " + reason);
    assertThat(browser.heading()).isEqualTo("Set of 2 dead letters");
    browser.type("send-reason", "the cause is repaired").press("Send 2 dead letters again");
    assertThat(browser.text()).contains("SENT").contains("the cause is repaired");
    browser.assertNoErrors();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOnesThatAreTickedAreSentAgain(boolean hasScripts) {
    String reason = hasScripts ? "TICKED_WITH" : "TICKED_WITHOUT";
    List<String> boxes = boxes(reason);
    Chromium browser = browser(hasScripts).open("/dead-letters?deadLetterReason=" + reason);
    browser.tick(boxes.get(0)).tick(boxes.get(1)).press("Choose the ones that are ticked");
    browser.type("send-reason", "these two").press("Send 2 dead letters again");
    assertThat(browser.text()).contains("SENT\n2", "these two");
    assertThat(browser.clicks()).isEqualTo(4);
    browser.assertNoErrors();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOnesThatAreTickedAreSentAgainByKeyboard(boolean hasScripts) {
    String reason = hasScripts ? "KEYS_WITH" : "KEYS_WITHOUT";
    List<String> boxes = boxes(reason);
    Chromium browser = browser(hasScripts).open("/dead-letters?deadLetterReason=" + reason);
    browser.tabToBox(boxes.get(2)).keys(Keys.SPACE).tabToBox(boxes.get(1)).keys(Keys.SPACE);
    browser.tabToText("Choose the ones that are ticked").keysToNextPage(Keys.ENTER);
    browser.tabTo("send-reason").keys("these two");
    browser.tabToText("Send 2 dead letters again").keysToNextPage(Keys.ENTER);
    assertThat(browser.text()).contains("SENT\n2", "these two");
    browser.assertNoErrors();
  }

  /** The boxes of three letters, the oldest first, while the page has the newest first. */
  private static List<String> boxes(String reason) {
    return IntStream.range(0, 3)
        .mapToObj(_ -> RECORDS.deadLetter(reason, 0, null, POISON))
        .map(record -> "Choose %d-%d".formatted(record.partition(), record.offset()))
        .toList();
  }

  @Test
  void oneIsSetAsideByKeyboard() {
    RecordMetadata record = RECORDS.deadLetter("BY_KEYBOARD", 0, null, POISON);
    String position = record.partition() + "-" + record.offset();
    Chromium browser = browser(true).open("/dead-letters/" + position);
    assertThat(browser.text()).contains("BY_KEYBOARD").contains("3c736372697074");
    browser.tabToText("Send this one again, or set it aside").keysToNextPage(Keys.ENTER);
    browser.tabTo("aside-reason").keys("it cannot be read");
    browser.tabToText("Set 1 dead letter aside").keysToNextPage(Keys.ENTER);
    assertThat(browser.text()).contains("SET_ASIDE").contains("it cannot be read");
    browser.assertNoErrors();
  }

  @Test
  void eachPageIsUsableForAllAndFitsItsWindow() {
    RecordMetadata letter = RECORDS.deadLetter("LOOKS", 0, null, new byte[600]);
    RecordMetadata request =
        RECORDS.request(Requests.redeem(UUID.randomUUID(), LedgerRows.newCode(), "ann"));
    String position = letter.partition() + "-" + letter.offset();
    Chromium withScripts = browser(true);
    withScripts.open("/dead-letters").press("Choose all 1 of LOOKS");
    String set = withScripts.url().replaceFirst("^[a-z]+://[^/]+", "");
    for (String path :
        List.of(
            "/topics",
            "/topics/redemption-requests",
            "/topics/redemption-requests/records/%d-%d"
                .formatted(request.partition(), request.offset()),
            "/dead-letters",
            "/dead-letters/" + position,
            set)) {
      withScripts.open(path).assertGoodLooks(name(path));
    }
  }

  /** The name of its pictures. */
  private static String name(String path) {
    return path.substring(1)
        .replaceAll("sets/.*", "set")
        .replaceAll("\\d+-\\d+", "one")
        .replace('/', '-');
  }

  private static Chromium browser(boolean hasScripts) {
    return (hasScripts ? BrowserPages.browser() : BrowserPages.browserWithoutScripts())
        .signIn(Tokens.operator());
  }
}
