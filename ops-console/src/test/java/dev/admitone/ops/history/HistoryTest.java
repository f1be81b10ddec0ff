package dev.admitone.ops.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.TestLedger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Uses and refusals, of a code and of a user. */
@Tag("services")
@Tag("essential")
class HistoryTest {

  private final Console console = Console.shared();
  private final TestLedger ledger = TestLedger.shared();
  private final LedgerRows rows = new LedgerRows(ledger);
  private final String code = LedgerRows.newCode();
  private final String user = LedgerRows.newUser();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @Test
  void allUsesOfACodeAreListedTheNewestFirstHoweverOldTheyAre() {
    rows.invite(code);
    UUID old = rows.use(code, "ann", now.minus(Duration.ofDays(4_000)));
    UUID recent = rows.use(code, user, now.minusSeconds(1));
    UUID middle = rows.use(code, "bob", now.minus(Duration.ofDays(40)));

    Reply reply = console.get("/api/ops/invites/%s/uses".formatted(code));

    assertThat(ids(reply)).containsExactly(recent, middle, old);
    JsonNode first = reply.json().path("items").path(0);
    assertThat(first.path("userId").asString()).isEqualTo(user);
    assertThat(first.path("code").asString()).isEqualTo(code);
    assertThat(first.path("usedAt").asString()).isEqualTo(now.minusSeconds(1).toString());
    assertThat(first.has("bySql")).isFalse();
    assertThat(reply.json().has("next")).isFalse();
    assertThat(reply.json().path("range").has("from")).isFalse();
  }

  @Test
  void aUseBySqlIsCalledOne() {
    rows.invite(code);
    ledger
        .sql()
        .update(
            "insert into invite_uses (invite_id, used_by) select id, ? from invites where code = ?",
            user,
            code);
    Reply reply = console.get("/api/ops/invites/%s/uses".formatted(code));
    assertThat(reply.json().path("items").path(0).path("bySql").asBoolean()).isTrue();
  }

  @Test
  void theUsesOfACodeThatIsNotThereAreUnknown() {
    Reply reply = console.get("/api/ops/invites/%s/uses".formatted(code));
    assertThat(reply.field("reason")).isEqualTo("UNKNOWN_CODE");
  }

  @Test
  void refusalsOfACodeAreThoseOfTheLastDayAndTheResponseSaysSo() {
    UUID recent = rows.refusal(code, user, "UNKNOWN_CODE", now.minusSeconds(1));
    rows.refusal(code, user, "UNKNOWN_CODE", now.minus(Duration.ofHours(25)));
    rows.refusal(LedgerRows.newCode(), user, "UNKNOWN_CODE", now.minusSeconds(1));
    rows.invite(code);
    rows.use(code, user, now.minusSeconds(1));
    UUID command = rows.refusal(code, null, "CODE_EXISTS", now.minusSeconds(2));

    Reply reply = console.get("/api/ops/invites/%s/refusals".formatted(code));

    assertThat(ids(reply)).containsExactly(recent, command);
    JsonNode first = reply.json().path("items").path(0);
    assertThat(first.path("reason").asString()).isEqualTo("UNKNOWN_CODE");
    assertThat(first.path("position").path("partition").asInt()).isEqualTo(7);
    Instant from = Instant.parse(reply.json().path("range").path("from").asString());
    Instant to = Instant.parse(reply.json().path("range").path("to").asString());
    assertThat(Duration.between(from, to)).isEqualTo(Duration.ofHours(24));
    assertThat(reply.json().path("searched")).isEqualTo(reply.json().path("range"));
    assertThat(reply.json().path("partial").asBoolean()).isFalse();
  }

  @Test
  void aRangeHasItsBeginAndNotItsEnd() {
    Instant begin = Instant.parse("2026-02-01T00:00:00Z");
    UUID first = rows.refusal(code, user, "EXHAUSTED", begin);
    rows.refusal(code, user, "EXHAUSTED", begin.plusSeconds(60));
    rows.refusal(code, user, "EXHAUSTED", begin.minusMillis(1));
    for (String of :
        List.of(
            "/api/ops/invites/%s/refusals?".formatted(code),
            "/api/ops/user/refusals?userId=%s&".formatted(user))) {
      Reply reply = console.get(of + "from=2026-02-01T00:00:00Z&to=2026-02-01T01:01:00%2B01:00");
      assertThat(ids(reply)).as(of).containsExactly(first);
    }
  }

  @Test
  void pagesHaveEachItemOnceAlsoWhereManyHaveOneTime() {
    rows.invite(code);
    List<UUID> uses = new ArrayList<>();
    List<UUID> refusals = new ArrayList<>();
    IntStream.range(0, 25)
        .forEach(
            i -> {
              Instant time = now.minusSeconds(i / 10);
              uses.add(rows.use(code, "user-" + i, time));
              refusals.add(rows.refusal(code, user, "EXHAUSTED", time));
            });
    assertThat(pages("/api/ops/invites/%s/uses?limit=4".formatted(code)))
        .containsExactlyInAnyOrderElementsOf(uses);
    assertThat(pages("/api/ops/invites/%s/refusals?limit=4".formatted(code)))
        .containsExactlyInAnyOrderElementsOf(refusals);
    assertThat(pages("/api/ops/user/refusals?limit=4&userId=" + user))
        .containsExactlyInAnyOrderElementsOf(refusals);
  }

  @Test
  void aUserIsFoundWithEachCharacterThatAnIdMayHave() {
    for (String odd :
        List.of("a/b?c=d&e", "=cmd|' /C calc'!A0", "<script>", "ü 漢 \uD83D\uDE00", "%")) {
      String odder = odd + UUID.randomUUID();
      UUID id = rows.refusal(code, odder, "EXPIRED", now.minus(Duration.ofDays(900)));
      String asked = URLEncoder.encode(odder, StandardCharsets.UTF_8);
      assertThat(ids(console.get("/api/ops/user/refusals?userId=" + asked))).containsExactly(id);
    }
  }

  private List<UUID> pages(String path) {
    List<UUID> all = new ArrayList<>();
    String next = "";
    do {
      Reply page = console.get(path + next);
      assertThat(page.json().path("items")).hasSizeLessThanOrEqualTo(4);
      all.addAll(ids(page));
      next = page.json().has("next") ? "&next=" + page.field("next") : "";
    } while (!next.isEmpty());
    return all;
  }

  private static List<UUID> ids(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply
        .json()
        .path("items")
        .valueStream()
        .map(item -> UUID.fromString(item.path("requestId").asString()))
        .toList();
  }
}
