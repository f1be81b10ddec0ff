package dev.admitone.processor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.audit.command.AuditCommand;
import dev.admitone.schemas.codec.RecordCodec;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

/** The audit decides the log again, finds what no log makes, and changes nothing. */
@ExtendWith(FreshSite.class)
@Tag("services")
class AuditTest {

  /** SQL of an owner whom no trigger sees. */
  private static final String UNSEEN = "set session_replication_role = replica; ";

  @Test
  void aLedgerThatTheLogMakesHasNoDifferenceAndStaysAsItIs(Site site, TestLog log)
      throws Exception {
    HealedSite.decide(site, log, VariedLog.of(Instant.now()));
    List<String> ledger = HealedSite.ledger(site);
    AuditRun audit = AuditRun.of(site);
    assertThat(audit.code()).isEqualTo(AuditRun.EQUAL);
    assertThat(audit.differences()).isEmpty();
    assertThat(HealedSite.ledger(site)).isEqualTo(ledger);
    assertThat(
            HealedSite.owner(site)
                .queryForList(
                    "select nspname from pg_namespace where nspname = 'admit_one_audit'",
                    String.class))
        .isEmpty();
  }

  @Test
  void smallPollsGiveTheSame(Site site, TestLog log) throws Exception {
    HealedSite.decide(site, log, VariedLog.of(Instant.now()));
    assertThat(AuditRun.of(site, "--spring.kafka.consumer.max-poll-records=7").code())
        .isEqualTo(AuditRun.EQUAL);
  }

  @Test
  void changesThatSqlMadeAreFactsAndNoDifference(Site site, TestLog log) throws Exception {
    HealedSite.decide(site, log, VariedLog.of(Instant.now()));
    assertThat(sql(site).update("update invites set max_uses = max_uses + 100")).isPositive();
    String code = TestRequests.newCode();
    sql(site).update("insert into invites (code, max_uses) values (?, 5)", code);
    HealedSite.decide(site, log, List.of(TestRequests.redeem(code, "user-of-sql")));
    assertThat(AuditRun.of(site).code()).isEqualTo(AuditRun.EQUAL);
  }

  @Test
  void aUseThatNoRequestMadeIsFound(Site site, TestLog log) throws Exception {
    HealedSite.decide(site, log, VariedLog.of(Instant.now()));
    UUID planted = UUID.randomUUID();
    sql(site)
        .execute(
            UNSEEN
                + "insert into invite_uses (id, invite_id, used_by) select '%s', id, 'planted' from invites limit 1"
                    .formatted(planted));
    AuditRun audit = AuditRun.of(site);
    assertThat(audit.code()).isEqualTo(AuditRun.DIFFERENT);
    assertThat(audit.differences())
        .anyMatch(line -> line.startsWith("use extra: " + planted))
        .anyMatch(line -> line.startsWith("count differs: "));
  }

  @Test
  void aUseThatIsGoneIsFound(Site site, TestLog log) throws Exception {
    HealedSite.decide(site, log, VariedLog.of(Instant.now()));
    UUID gone = sql(site).queryForObject("select min(id::text)::uuid from invite_uses", UUID.class);
    sql(site).execute(UNSEEN + "delete from invite_uses where id = '%s'".formatted(gone));
    AuditRun audit = AuditRun.of(site);
    assertThat(audit.code()).isEqualTo(AuditRun.DIFFERENT);
    assertThat(audit.differences()).anyMatch(line -> line.startsWith("use missing: " + gone));
  }

  @Test
  void aCountThatWasRepairedIsNoDifference(Site site, TestLog log) throws Exception {
    HealedSite.decide(site, log, VariedLog.of(Instant.now()));
    String code = sql(site).queryForObject("select min(code) from invites", String.class);
    sql(site)
        .execute(UNSEEN + "update invites set current_uses = 4711 where code = '" + code + "'");
    AuditRun audit = AuditRun.of(site);
    assertThat(audit.code()).isEqualTo(AuditRun.DIFFERENT);
    assertThat(audit.differences()).singleElement().asString().startsWith("count differs: " + code);

    byte[] repair =
        RecordCodec.requests(2)
            .encode(TestRequests.repair(UUID.randomUUID(), requireNonNull(code)));
    log.append(TestLog.record(TestLog.partitionOf(code), code, repair));
    HealedSite.decide(site, log, List.of());

    assertThat(AuditRun.of(site).code()).isEqualTo(AuditRun.EQUAL);
  }

  @Test
  void anotherDecisionThanTheLogsIsFoundInLedgerAndResults(Site site, TestLog log)
      throws Exception {
    HealedSite.decide(site, log, VariedLog.of(Instant.now()));
    sql(site)
        .execute(
            UNSEEN
                + """
                update redemption_decisions set outcome = 'REVOKED'
                where id = (select min(id::text)::uuid from redemption_decisions
                            where outcome = 'EXHAUSTED')
                """);
    AuditRun audit = AuditRun.of(site);
    assertThat(audit.code()).isEqualTo(AuditRun.DIFFERENT);
    assertThat(audit.differences())
        .anyMatch(line -> line.startsWith("decision differs: ") && line.contains("REVOKED"))
        .anyMatch(line -> line.startsWith("result differs: "));
  }

  @Test
  void aDecisionThatIsGoneAndALimitThatNoRequestSetAreFound(Site site, TestLog log)
      throws Exception {
    HealedSite.decide(site, log, VariedLog.of(Instant.now()));
    sql(site)
        .execute(
            UNSEEN
                + """
                delete from redemption_decisions
                where id = (select min(id::text)::uuid from redemption_decisions
                            where outcome = 'EXHAUSTED');
                update invites set max_uses = 4711
                where id = (select min(id::text)::uuid from invites)
                """);
    AuditRun audit = AuditRun.of(site);
    assertThat(audit.code()).isEqualTo(AuditRun.DIFFERENT);
    assertThat(audit.differences())
        .anyMatch(line -> line.startsWith("decision missing: "))
        .anyMatch(line -> line.startsWith("invite differs: ") && line.contains("4711"));
  }

  @Test
  void aNameThatWasTakenIsAFactAndPlaceAndContentAreNot(Site site, TestLog log) throws Exception {
    List<String> codes = List.of(TestRequests.newCode(), TestRequests.newCode());
    HealedSite.decide(
        site,
        log,
        List.of(
            TestRequests.create(codes.getFirst(), 9L),
            TestRequests.create(codes.getLast(), 9L),
            TestRequests.signUp(codes.getFirst(), "ann", "name"),
            TestRequests.redeem(codes.getFirst(), "carl")));
    HealedSite.decide(site, log, List.of(TestRequests.signUp(codes.getLast(), "bob", "name")));
    assertThat(AuditRun.of(site).code()).isEqualTo(AuditRun.EQUAL);

    UUID planted = UUID.randomUUID();
    sql(site)
        .execute(
            UNSEEN
                + """
                update redemption_decisions set decided_at = decided_at + interval '1 s'
                where outcome = 'USERNAME_TAKEN';
                insert into redemption_decisions (id, code, used_by, outcome, decided_at, position,
                                                  fingerprint)
                select '%s', code, 'dora', 'EMAIL_TAKEN', decided_at, position, fingerprint
                from redemption_decisions where used_by = 'carl';
                update redemption_decisions set outcome = 'PHONE_TAKEN' where used_by = 'carl'
                """
                    .formatted(planted));
    AuditRun audit = AuditRun.of(site);
    assertThat(audit.code()).isEqualTo(AuditRun.DIFFERENT);
    assertThat(audit.differences())
        .anyMatch(line -> line.startsWith("decision differs: ") && line.contains("USERNAME_TAKEN"))
        .anyMatch(line -> line.startsWith("decision differs: ") && line.contains("PHONE_TAKEN"))
        .anyMatch(line -> line.startsWith("decision extra: " + planted));
  }

  @Test
  void aUseThatNoRequestMadeIsFoundWhereSqlMadeAnotherOneForTheUser(Site site, TestLog log)
      throws Exception {
    HealedSite.decide(site, log, VariedLog.of(Instant.now()));
    JdbcTemplate sql = sql(site);
    String use =
        "insert into invite_uses (id, invite_id, used_by)"
            + " select '%s', id, 'planted' from invites"
            + " where current_uses < max_uses order by code limit 1";
    sql.execute(use.formatted(UUID.randomUUID()));
    sql.execute("delete from invite_uses where used_by = 'planted'");
    UUID planted = UUID.randomUUID();
    sql.execute(UNSEEN + use.formatted(planted));
    assertThat(AuditRun.of(site).differences())
        .anyMatch(line -> line.startsWith("use extra: " + planted));
  }

  @Test
  void itRunsBesideLiveTraffic(Site site, TestLog log) throws Exception {
    try (RunningProcessor processor = RunningProcessor.start(site)) {
      processor.awaitReady();
      log.append(VariedLog.of(Instant.now()));
      Thread traffic = Thread.ofVirtual().start(() -> appendMore(log));
      assertThat(AuditRun.of(site).code()).isEqualTo(AuditRun.EQUAL);
      traffic.join();
    }
  }

  @Test
  void anUnknownOptionIsNamedAndNothingRuns() {
    assertThat(AuditCommand.run("--unknown")).isEqualTo(AuditRun.FAILED);
  }

  private static void appendMore(TestLog log) {
    try {
      log.append(VariedLog.of(Instant.now()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static JdbcTemplate sql(Site site) {
    return HealedSite.owner(site);
  }
}
