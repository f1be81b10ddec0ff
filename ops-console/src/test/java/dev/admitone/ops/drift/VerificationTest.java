package dev.admitone.ops.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.LogRecords;
import dev.admitone.ops.support.PageClient;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.Await;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Drift that was planted is named, and what is in order is not. */
@Tag("services")
@Tag("essential")
class VerificationTest {

  private static final Instant USED_AT = Instant.parse("2026-11-28T12:00:00Z");

  private final TestLedger ledger = TestLedger.create();
  private final TestLog log = TestLog.create();
  private final LedgerRows rows = new LedgerRows(ledger);
  private final String code = LedgerRows.newCode();

  @Test
  void aLedgerInWhichAllAgreesHasNoDrift() {
    rows.invite(code);
    rows.use(code, "ann", USED_AT);
    count(1);
    try (Console console = console()) {
      awaitRound(console);
      for (DriftKind kind : DriftKind.values()) {
        assertThat(drift(console, kind)).as(kind.name()).isZero();
      }
    }
  }

  @Test
  void aCountThatIsNotTheNumberOfUsesIsNamed() {
    rows.invite(code);
    rows.use(code, "ann", USED_AT);
    count(2);
    expect(DriftKind.COUNT);
  }

  @Test
  void twoRowsThatCancelEachOtherOutAreBothNamed() {
    rows.invite(code);
    UUID use = rows.use(code, "ann", USED_AT);
    count(1);
    past("delete from invite_uses where id = '%s'".formatted(use));
    past(
        """
        insert into invite_uses (id, invite_id, used_by, used_at, by_sql)
        select gen_random_uuid(), id, 'bob', now(), null from invites where code = '%s'
        """
            .formatted(code));
    count(1);
    expect(DriftKind.DECISION_WITHOUT_USE, DriftKind.USE_WITHOUT_DECISION);
  }

  @Test
  void aUseIsNamedThatIsGoneAlthoughAnEarlierOneOfTheUserWasGivenBack() {
    rows.invite(code);
    UUID first = rows.use(code, "ann", USED_AT);
    rows.release(UUID.randomUUID(), first);
    past("update invite_releases set released_at = '%s'".formatted(USED_AT.plusSeconds(1)));
    UUID second = rows.use(code, "ann", USED_AT.plusSeconds(2));
    past("delete from invite_uses where id = '%s'".formatted(second));
    count(0);
    expect(DriftKind.DECISION_WITHOUT_USE);
  }

  /** A signup on a use that the user has is a decision of its own. */
  @Test
  void decisionsOfAUseThatWasGivenBackAtTheSameTimeOrByAnEarlierClockAreInOrder() {
    rows.invite(code);
    UUID use = rows.use(code, "ann", USED_AT);
    UUID signup = rows.use(code, "bob", USED_AT);
    past(
        "update redemption_decisions set used_by = 'ann' where id = '%s';".formatted(signup)
            + " delete from invite_uses where id = '%s'".formatted(signup));
    rows.release(UUID.randomUUID(), use);
    past("update invite_releases set released_at = '%s'".formatted(USED_AT));
    past(
        "update redemption_decisions set decided_at = '%s' where id = '%s'"
            .formatted(USED_AT.plusSeconds(5), use));
    count(0);
    expect();
  }

  @Test
  void ofVeryManyUsesOfOneCodeTheFirstAreNamedAndTheOthersAreCounted() {
    rows.invite(code);
    past(
        """
        insert into invite_uses (id, invite_id, used_by, used_at, by_sql)
        select gen_random_uuid(), i.id, 'user-' || n, now(), null
        from invites i, generate_series(1, 1000) n where i.code = '%s'
        """
            .formatted(code));
    count(1000);
    try (Console console = console()) {
      Await.patiently()
          .untilAsserted(
              () -> assertThat(drift(console, DriftKind.USE_WITHOUT_DECISION)).isEqualTo(1));
      JsonNode kind = console.get("/api/ops/drift").json().path("kinds").path(1);
      assertThat(kind.path("rows").path(0).path("problem").asString())
          .startsWith("no decision granted the uses ")
          .endsWith(" and 980 more")
          .hasSizeLessThan(1_000);
    }
  }

  @Test
  void aUseThatWasMovedToAnotherCodeIsNamedWithBothCodes() {
    String other = LedgerRows.newCode();
    rows.invite(code);
    rows.invite(other);
    UUID use = rows.use(code, "ann", USED_AT);
    past(
        """
        update invite_uses set invite_id = (select id from invites where code = '%s')
        where id = '%s'
        """
            .formatted(other, use));
    count(0);
    past("update invites set current_uses = 1 where code = '%s'".formatted(other));
    expect(DriftKind.USE_WITHOUT_DECISION, DriftKind.DECISION_WITHOUT_USE);
  }

  @Test
  void aUseThatWasGivenBackAndIsStillThereIsNamedAndSoIsTheReleaseWithoutADecision() {
    rows.invite(code);
    UUID use = rows.use(code, "ann", USED_AT);
    count(1);
    past(
        """
        insert into invite_releases (id, use_id, invite_id, used_by, used_at, released_by, reason,
                                     released_at)
        select gen_random_uuid(), u.id, u.invite_id, u.used_by, u.used_at, 'op', 'test', now()
        from invite_uses u where u.id = '%s'
        """
            .formatted(use));
    expect(DriftKind.RELEASED_USE, DriftKind.RELEASE_WITHOUT_DECISION);
  }

  @Test
  void onlyTheFirstOfVeryManyAreKeptAndAllAreCounted() {
    past(
        """
        insert into invites (code, version, current_uses)
        select '%s-' || n, 1, 1 from generate_series(1, 250) n
        """
            .formatted(code));
    try (Console console = console()) {
      Await.patiently()
          .untilAsserted(() -> assertThat(drift(console, DriftKind.COUNT)).isEqualTo(250));
      JsonNode counts = console.get("/api/ops/drift").json().path("kinds").path(0);
      assertThat(counts.path("kind").asString()).isEqualTo("COUNT");
      assertThat(counts.path("count").asInt()).isEqualTo(250);
      assertThat(counts.path("rows")).hasSize(100);
    }
  }

  @Test
  void thePageAndTheCallNameTheRowAndShowThatItWasMended() {
    rows.invite(code);
    rows.use(code, "ann", USED_AT);
    count(0);
    String problem = "current_uses is 0, and there are 1 uses";
    try (Console console = console();
        PageClient browser = PageClient.signedIn(console, Tokens.reader())) {
      Await.patiently()
          .untilAsserted(
              () -> assertThat(console.get("/api/ops/drift").text()).contains(code, problem));
      assertThat(browser.get("/drift").body())
          .contains("href=\"/codes/%s\"".formatted(code), problem, "COUNT: 1");
      count(1);
      Await.patiently()
          .untilAsserted(
              () ->
                  assertThat(browser.get("/drift").body())
                      .contains("All rows that were looked at agree.")
                      .doesNotContain(code));
    }
  }

  @Test
  void aProfileWithoutItsUseIsNamed() {
    past(
        """
        insert into profiles (user_id, invite_use_id, email, username, display_name, phone,
                              password_hash, created_at)
        values ('eve', gen_random_uuid(), 'eve@example.com', 'eve', 'Eve', '+15555550123', 'hash',
                now())
        """);
    expect(DriftKind.PROFILE_WITHOUT_USE);
  }

  /** With the settings that a console has, and two rows that cancel each other out among them. */
  @Test
  @Timeout(60)
  void eightKindsOfDriftAreNamedWithTheirRowsWithinAMinute() {
    rows.invite(code);
    UUID gone = rows.use(code, "ann", USED_AT);
    UUID back = rows.use(code, "bob", USED_AT);
    past("delete from invite_uses where id = '%s'".formatted(gone));
    UUID unknown = UUID.randomUUID();
    past(
        """
        insert into invite_uses (id, invite_id, used_by, used_at, by_sql)
        select '%s', id, 'cat', now(), null from invites where code = '%s';
        insert into invite_releases (id, use_id, invite_id, used_by, used_at, released_by, reason,
                                     released_at)
        select '%1$s', u.id, u.invite_id, u.used_by, u.used_at, 'op', 'test', now()
        from invite_uses u where u.id = '%3$s';
        insert into profiles (user_id, invite_use_id, email, username, display_name, phone,
                              password_hash, created_at)
        values ('eve', '%1$s', 'eve@example.com', 'eve', 'Eve', '+15555550123', 'hash', now())
        """
            .formatted(unknown, code, back));
    count(7);
    UUID changed;
    UUID unpublished;
    try (LogRecords records = new LogRecords(log)) {
      DecidedResults results = new DecidedResults(ledger, records);
      changed = results.decide(code, "EXHAUSTED");
      unpublished = results.decide(code, "EXHAUSTED");
      results.decide(code, "EXHAUSTED");
      results.publish(0, 2);
    }
    past("update redemption_decisions set outcome = 'REVOKED' where id = '%s'".formatted(changed));
    try (Console console = console()) {
      for (DriftKind kind : DriftKind.values()) {
        Await.patiently()
            .untilAsserted(() -> assertThat(drift(console, kind)).as(kind.name()).isEqualTo(1));
      }
      assertThat(console.get("/api/ops/drift").text())
          .contains("current_uses is 7, and there are 2 uses")
          .contains("no decision granted the uses " + unknown)
          .contains("the use that request %s was granted is gone".formatted(gone))
          .contains("the use %s was given back and is still there".formatted(back))
          .contains("no decision made the release " + unknown)
          .contains("the use %s of the profile is gone".formatted(unknown))
          .contains("of request %s is EXHAUSTED, and the ledger has REVOKED".formatted(changed))
          .contains("request %s at 1-1 was decided as EXHAUSTED".formatted(unpublished));
    }
  }

  /** These are found once each, and no other. */
  private void expect(DriftKind... kinds) {
    List<DriftKind> expected = List.of(kinds);
    try (Console console = console()) {
      for (DriftKind kind : kinds) {
        Await.patiently().untilAsserted(() -> assertThat(drift(console, kind)).isEqualTo(1));
      }
      awaitRound(console);
      for (DriftKind kind : DriftKind.values()) {
        assertThat(drift(console, kind)).as(kind.name()).isEqualTo(expected.contains(kind) ? 1 : 0);
      }
    }
  }

  /** The whole ledger has been looked at. */
  private static void awaitRound(Console console) {
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(console.get("/api/ops/drift").json().path("verifiedAt").asString())
                    .isNotEmpty());
  }

  private static double drift(Console console, DriftKind kind) {
    return console
        .manage("/actuator/metrics/admitone.drift?tag=kind:" + kind.name().toLowerCase(Locale.ROOT))
        .json()
        .path("measurements")
        .path(0)
        .path("value")
        .asDouble(-1);
  }

  private Console console() {
    Console console = Console.on(ledger, log.settings());
    console.awaitReady();
    return console;
  }

  private void count(long uses) {
    past("update invites set current_uses = %d where code = '%s'".formatted(uses, code));
  }

  /** Past the triggers that count changes by SQL, as damage is. */
  private void past(String sql) {
    ledger.sql().execute("set session_replication_role = replica; " + sql);
  }
}
