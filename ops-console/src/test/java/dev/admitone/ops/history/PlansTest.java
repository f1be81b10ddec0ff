package dev.admitone.ops.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.TestLedger;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How the database finds what operators ask for, in tables of some hundred thousand rows, in the
 * console's own sessions.
 */
@Tag("services")
class PlansTest {

  private static final String FILL =
      """
      set session_replication_role = replica;
      insert into invites (code, version, created_at)
      select 'CODE-' || lpad(i::text, 5, '0'), 1, '2026-01-01Z' from generate_series(0, 19999) i;
      insert into redemption_decisions
        (id, code, used_by, outcome, decided_at, position, fingerprint)
      select gen_random_uuid(), 'CODE-' || lpad((i % 20000)::text, 5, '0'), 'user-' || i % 50000,
             case when i % 3 = 0 then 'EXHAUSTED' else 'REDEEMED' end::redemption_outcome,
             '2026-01-01Z'::timestamptz + i * interval '10 s', i,
             decode(repeat('00', 16), 'hex')
      from generate_series(0, 299999) i;
      insert into invite_uses (id, invite_id, used_by, used_at, by_sql)
      select gen_random_uuid(), inv.id, 'user-' || i, '2026-01-01Z'::timestamptz + i * interval '10 s',
             null
      from generate_series(0, 299999) i
      join invites inv
        on inv.code = 'CODE-' || lpad((case when i % 2 = 0 then 0 else i % 20000 end)::text, 5, '0');
      reset session_replication_role;
      """;

  private static Console console;
  private static JdbcClient reader;

  @BeforeAll
  static void fill() {
    TestLedger ledger = TestLedger.create();
    ledger.sql().execute(FILL);
    ledger.sql().execute("vacuum analyze invites");
    ledger.sql().execute("vacuum analyze redemption_decisions");
    ledger.sql().execute("vacuum analyze invite_uses");
    console = Console.on(ledger);
    reader = JdbcClient.create(console.ledger());
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  @Test
  void refusalsOfACodeAreFoundByThePagesOfTheTime() {
    String plan = plan(RefusalsTable.OF_CODE, day("code", "CODE-00001"));
    assertThat(plan).contains("redemption_decisions_by_time").doesNotContain("Seq Scan");
    // A day of 35: the pages of the others are not read.
    assertThat(blocks(plan)).isLessThan(1_500);
  }

  @Test
  void refusalsOfAUserAreFoundByTheirIndexInItsOrder() {
    String plan = plan(RefusalsTable.OF_USER, ever("user", "user-3"));
    assertThat(plan).contains("redemption_refusals_by_user").doesNotContain("Seq Scan");
    assertThat(blocks(plan)).isLessThan(100);
  }

  @Test
  void usesOfAUserAreFoundByTheirIndexInItsOrder() {
    String plan = plan(UsesTable.OF_USER, ever("user", "user-3"));
    assertThat(plan).contains("idx_invite_uses_lookup").doesNotContain("Seq Scan");
    assertThat(blocks(plan)).isLessThan(100);
  }

  @Test
  void theLatestUsesOfAHotCodeAreFoundByThePagesOfTheTime() {
    String plan = plan(UsesTable.OF_INVITE, ofInvite(day("code", "CODE-00000")));
    assertThat(plan).contains("invite_uses_by_time").doesNotContain("Seq Scan");
    assertThat(blocks(plan)).isLessThan(1_500);
  }

  @Test
  void theUsesOfACodeWithFewAreFoundByTheInvite() {
    String plan = plan(UsesTable.OF_INVITE, ofInvite(ever("code", "CODE-00001")));
    assertThat(plan).contains("idx_invite_uses_unique_per_user").doesNotContain("Seq Scan");
    assertThat(blocks(plan)).isLessThan(100);
  }

  private static Map<String, @Nullable Object> ofInvite(Map<String, @Nullable Object> asked) {
    asked.put(
        "invite",
        reader
            .sql("select id from invites where code = :code")
            .params(asked)
            .query(UUID.class)
            .single());
    return asked;
  }

  private static Map<String, @Nullable Object> day(String name, String whose) {
    return asked(name, whose, "2026-01-15T00:00:00Z", "2026-01-16T00:00:00Z");
  }

  private static Map<String, @Nullable Object> ever(String name, String whose) {
    return asked(name, whose, "0001-01-01T00:00:00Z", "2026-06-01T00:00:00Z");
  }

  private static Map<String, @Nullable Object> asked(
      String name, String whose, String from, String to) {
    Map<String, @Nullable Object> parameters = new HashMap<>();
    parameters.put(name, whose);
    parameters.put("from", OffsetDateTime.parse(from));
    parameters.put("before", OffsetDateTime.parse(to));
    parameters.put("id", new UUID(0, 0));
    parameters.put("limit", 100);
    return parameters;
  }

  private static String plan(String sql, Map<String, @Nullable Object> parameters) {
    return String.join(
        "\n",
        reader
            .sql("explain (analyze, buffers) " + sql)
            .params(parameters)
            .query(String.class)
            .list());
  }

  /** How many pages of 8 KB the whole question read, in memory or not. */
  private static long blocks(String plan) {
    var buffers = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?").matcher(plan);
    assertThat(buffers.find()).as(plan).isTrue();
    return number(buffers.group(1)) + number(buffers.group(2));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
