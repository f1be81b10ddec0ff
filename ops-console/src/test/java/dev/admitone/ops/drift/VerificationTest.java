package dev.admitone.ops.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.SharedServices;
import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.testsupport.Await;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Drift that was planted is named, and what is in order is not. */
@Tag("services")
class VerificationTest {

  private static final Instant NOW = Instant.now();

  private final TestLedger ledger = TestLedger.create();
  private final LedgerRows rows = new LedgerRows(ledger);
  private final String code = LedgerRows.newCode();

  @Test
  void aLedgerInWhichAllAgreesHasNoDrift() {
    rows.invite(code);
    rows.use(code, "ann", NOW);
    count(1);
    try (Console console = console()) {
      awaitDrift(console, "admitone_verification_pages_total", 7);
      for (DriftKind kind : DriftKind.values()) {
        assertThat(drift(console, kind)).as(kind.name()).isZero();
      }
    }
  }

  @Test
  void aCountThatIsNotTheNumberOfUsesIsNamed() {
    rows.invite(code);
    rows.use(code, "ann", NOW);
    count(2);
    expect(DriftKind.COUNT);
  }

  @Test
  void twoRowsThatCancelEachOtherOutAreBothNamed() {
    rows.invite(code);
    UUID use = rows.use(code, "ann", NOW);
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

  private void expect(DriftKind... kinds) {
    try (Console console = console()) {
      for (DriftKind kind : kinds) {
        Await.patiently().untilAsserted(() -> assertThat(drift(console, kind)).isEqualTo(1));
      }
    }
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

  private static void awaitDrift(Console console, String counter, int least) {
    Await.patiently()
        .untilAsserted(
            () ->
                assertThat(console.manage("/actuator/prometheus").text())
                    .containsPattern(
                        "(?m)^%s\\{[^}]*} (?:[%d-9]|[1-9]\\d+)\\.0$".formatted(counter, least)));
  }

  private Console console() {
    Console console =
        Console.on(
            ledger,
            "--spring.kafka.bootstrap-servers=" + SharedServices.kafka().bootstrapServers());
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
