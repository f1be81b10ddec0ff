package dev.admitone.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.TestLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators changed. */
@Tag("services")
@Tag("essential")
class AuditTest {

  private static final String PATH = "/api/ops/audit";

  private final Console console = Console.shared();
  private final Audit audit = console.bean(Audit.class);
  private final String operator = "operator-" + UUID.randomUUID();

  @Test
  void theNewestComesFirstPageByPage() {
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      asked.addFirst(ask(AuditAction.CHANGE, "CODE-" + i, UUID.randomUUID()).toString());
    }
    List<String> found = new ArrayList<>();
    String next = "";
    do {
      Reply page = console.get("%s?operator=%s&limit=2%s".formatted(PATH, operator, next));
      page.json().path("items").forEach(item -> found.add(item.path("id").asString()));
      next = page.json().has("next") ? "&next=" + page.field("next") : "";
    } while (!next.isEmpty());
    assertThat(found).isEqualTo(asked);
  }

  @Test
  void conditionsAndTheRangeSelect() {
    ask(AuditAction.REVOKE, "CODE-1", UUID.randomUUID());
    ask(AuditAction.CHANGE, "CODE-2", UUID.randomUUID());
    assertThat(items("&action=REVOKE")).hasSize(1);
    assertThat(items("&target=CODE-2")).hasSize(1);
    assertThat(items("&target=CODE-2&action=REVOKE")).isEmpty();
    assertThat(items("&from=" + Instant.now().plusSeconds(60) + "&to=2100-01-01T00:00:00Z"))
        .isEmpty();
    assertThat(items("")).hasSize(2);
  }

  @Test
  void whatTheConsoleDidNotSeeIsLearntFromTheLedger() {
    LedgerRows rows = new LedgerRows(TestLedger.shared());
    UUID refused = rows.refusal(LedgerRows.newCode(), null, "UNKNOWN_CODE", Instant.now());
    ask(AuditAction.CHANGE, "CODE", refused);
    ask(AuditAction.CHANGE, "CODE", UUID.randomUUID());
    for (int i = 0; i < 2; i++) {
      List<String> states =
          items("").valueStream().map(item -> item.path("state").asString()).toList();
      assertThat(states).containsExactly("ASKED", "REFUSED");
    }
    assertThat(items("").path(1).path("outcome").asString()).isEqualTo("UNKNOWN_CODE");
  }

  @Test
  void aChangeOfManyRequestsIsOpenUntilEachOfThemIsDecided() {
    LedgerRows rows = new LedgerRows(TestLedger.shared());
    String code = LedgerRows.newCode();
    UUID one = rows.refusal(code, null, "DONE", Instant.now());
    UUID two = rows.refusal(code, null, "DONE", Instant.now());
    UUID refused = rows.refusal(code, null, "UNKNOWN_CODE", Instant.now());
    ask(AuditAction.ERASE_USER, "one", one, UUID.randomUUID());
    ask(AuditAction.ERASE_USER, "two", one, two);
    ask(AuditAction.ERASE_USER, "three", two, refused);
    for (int i = 0; i < 2; i++) {
      JsonNode items = items("");
      assertThat(items.valueStream().map(item -> item.path("state").asString()))
          .containsExactly("REFUSED", "DONE", "ASKED");
      assertThat(items.valueStream()).noneMatch(item -> item.has("outcome"));
    }
  }

  @Test
  void textIsKeptAsItIs() {
    String text = "<script>alert(1)</script> \"=cmd\" 'x' \u00e9 \ud83d\ude00";
    audit.ask(
        new AskedChange(
            operator,
            AuditAction.CHANGE,
            "CODE",
            text,
            JsonMapper.shared().createObjectNode().putNull("maxUses"),
            JsonMapper.shared().createObjectNode().put("maxUses", 5),
            List.of()));
    JsonNode entry = items("").path(0);
    assertThat(entry.path("reason").asString()).isEqualTo(text);
    assertThat(entry.path("oldValues").path("maxUses").isNull()).isTrue();
    assertThat(entry.path("newValues").path("maxUses").asInt()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "action=change | action must be one of",
        "operator=     | operator must have 1 to 200",
        "target=       | target must have 1 to 300",
        "next=7        | next must be what the page",
        "limit=0       | limit must be",
        "from=now      | from must be a time",
      })
  void aConditionThatIsNoneIsRefused(String query, String error) {
    Reply reply = console.get(PATH + "?" + query);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("error")).startsWith(error);
  }

  private UUID ask(AuditAction action, String target, UUID... requestIds) {
    return audit.ask(
        new AskedChange(operator, action, target, "a test", null, null, List.of(requestIds)));
  }

  private JsonNode items(String more) {
    return console.get("%s?operator=%s%s".formatted(PATH, operator, more)).json().path("items");
  }
}
