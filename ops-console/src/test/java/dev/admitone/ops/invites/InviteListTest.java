package dev.admitone.ops.invites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.TestLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The list of invites: more of them than one question looks at. */
@Tag("services")
@Tag("essential")
class InviteListTest {

  private static final int MANY = 12_000;

  private static TestLedger ledger;
  private static Console console;

  @BeforeAll
  static void fill() {
    ledger = TestLedger.create();
    ledger
        .sql()
        .execute(
            """
            insert into invites (code, version, created_at, created_by)
            select 'MANY-' || lpad(i::text, 5, '0'), 1, '2026-01-01Z', 'olga'
            from generate_series(0, 11999) i
            """);
    ledger
        .sql()
        .execute(
            """
            insert into invites
              (code, max_uses, current_uses, starts_at, expires_at, revoked_at, created_by,
               created_at, version)
            values
              ('AA0', 1, 1, null, null, null, 'adam', '2026-03-01Z', 1),
              ('AA-', null, 0, null, null, null, 'adam', '2026-03-02Z', 1),
              ('AA_1', null, 0, '2999-01-01Z', null, null, 'eve', '2026-03-03Z', 1),
              ('AB1', null, 0, null, '2026-03-04Z', null, 'eve', '2026-03-04Z', 1),
              ('ZZZ', null, 0, null, '2999-01-01Z', '2026-03-05Z', null, '2026-03-05Z', 1)
            """);
    console = Console.on(ledger);
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  @Test
  void pagesTogetherHaveEachInviteOnceInTheOrderOfTheCodes() {
    List<String> all = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = console.get("/api/ops/invites?limit=1000" + next).json();
      page.path("items").forEach(invite -> all.add(invite.path("code").asString()));
      next = page.has("next") ? "&next=" + page.path("next").asString() : "";
    } while (!next.isEmpty());
    List<String> expected = new ArrayList<>(List.of("AA-", "AA0", "AA_1", "AB1"));
    IntStream.range(0, MANY).mapToObj("MANY-%05d"::formatted).forEach(expected::add);
    expected.add("ZZZ");
    assertThat(all).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state=REVOKED                  | ZZZ",
        "state=NOT_YET_VALID            | AA_1",
        "state=EXPIRED                  | AB1",
        "state=EXHAUSTED                | AA0",
        "state=USABLE&createdBy=adam    | AA-",
        "prefix=aa                      | AA- AA0 AA_1",
        "prefix=aa-                     | AA-",
        "prefix=A                       | AA- AA0 AA_1 AB1",
        "prefix=MANY-1199               | MANY-11990 MANY-11991 MANY-11992 MANY-11993 MANY-11994"
            + " MANY-11995 MANY-11996 MANY-11997 MANY-11998 MANY-11999",
        "prefix=_                       | ''",
        "createdBy=eve                  | AA_1 AB1",
        "createdFrom=2026-03-02T00:00:00Z&createdTo=2026-03-04T00:00:00Z | AA- AA_1",
        "createdFrom=2026-03-02T01:00:00%2B01:00&createdTo=2026-03-03T00:00:00Z | AA-",
        "expiresFrom=2026-03-04T00:00:00Z | AB1 ZZZ",
        "expiresTo=2026-03-05T00:00:00Z | AB1",
        "createdBy=nobody               | ''",
      })
  void conditionsAreAllFulfilled(String conditions, String codes) {
    Reply reply = console.get("/api/ops/invites?limit=1000&" + conditions);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(codes(reply)).isEqualTo(codes);
    assertThat(reply.json().path("partial").asBoolean()).isFalse();
    assertThat(reply.json().has("next")).isFalse();
  }

  @Test
  void aSearchWhoseTimeIsOverSaysSoAndGoesOn() {
    try (Console hurried = Console.on(ledger, "--admit-one.ops.ledger.search-time=0s")) {
      Reply first = hurried.get("/api/ops/invites?createdBy=nobody");
      assertThat(first.json().path("items")).isEmpty();
      assertThat(first.json().path("partial").asBoolean()).isTrue();
      assertThat(first.field("next")).startsWith("MANY-04");
      Reply second = hurried.get("/api/ops/invites?state=REVOKED&next=" + first.field("next"));
      Reply third = hurried.get("/api/ops/invites?state=REVOKED&next=" + second.field("next"));
      assertThat(codes(third)).isEqualTo("ZZZ");
      assertThat(third.json().path("partial").asBoolean()).isFalse();
    }
  }

  @Test
  void aPageHasAHundredUnlessTheCallSaysSo() {
    assertThat(console.get("/api/ops/invites").json().path("items")).hasSize(100);
    assertThat(console.get("/api/ops/invites?limit=1").json().path("items")).hasSize(1);
  }

  private static String codes(Reply reply) {
    return String.join(
        " ", reply.json().path("items").valueStream().map(i -> i.path("code").asString()).toList());
  }
}
