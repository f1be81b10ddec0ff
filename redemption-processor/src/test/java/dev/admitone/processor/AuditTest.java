package dev.admitone.processor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.SharedServices;
import dev.admitone.processor.audit.command.AuditCommand;
import dev.admitone.schemas.codec.RecordCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The audit decides the log again, finds what no log makes, and changes nothing. */
@ExtendWith(FreshSite.class)
@Tag("services")
class AuditTest {

  private static final int EQUAL = 0;
  private static final int DIFFERENT = 1;

  /** SQL of an owner whom no trigger sees. */
  private static final String UNSEEN = "set session_replication_role = replica; ";

  @TempDir private Path directory;

  @Test
  void aLedgerThatTheLogMakesHasNoDifferenceAndStaysAsItIs(Site site, TestLog log)
      throws Exception {
    HealedSite.decide(site, log, VariedLog.of(Instant.now()));
    List<String> ledger = HealedSite.ledger(site);
    assertThat(audit(site)).isEqualTo(EQUAL);
    assertThat(differences()).isEmpty();
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
    assertThat(audit(site, "spring.kafka.consumer.max-poll-records=7")).isEqualTo(EQUAL);
  }

  @Test
  void changesThatSqlMadeAreFactsAndNoDifference(Site site, TestLog log) throws Exception {
    HealedSite.decide(site, log, VariedLog.of(Instant.now()));
    assertThat(sql(site).update("update invites set max_uses = max_uses + 100")).isPositive();
    String code = TestRequests.newCode();
    sql(site).update("insert into invites (code, max_uses) values (?, 5)", code);
    HealedSite.decide(site, log, List.of(TestRequests.redeem(code, "user-of-sql")));
    assertThat(audit(site)).isEqualTo(EQUAL);
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
    assertThat(audit(site)).isEqualTo(DIFFERENT);
    assertThat(differences())
        .anyMatch(line -> line.startsWith("use extra: " + planted))
        .anyMatch(line -> line.startsWith("count differs: "));
  }

  @Test
  void aUseThatIsGoneIsFound(Site site, TestLog log) throws Exception {
    HealedSite.decide(site, log, VariedLog.of(Instant.now()));
    UUID gone = sql(site).queryForObject("select min(id::text)::uuid from invite_uses", UUID.class);
    sql(site).execute(UNSEEN + "delete from invite_uses where id = '%s'".formatted(gone));
    assertThat(audit(site)).isEqualTo(DIFFERENT);
    assertThat(differences()).anyMatch(line -> line.startsWith("use missing: " + gone));
  }

  @Test
  void aCountThatWasRepairedIsNoDifference(Site site, TestLog log) throws Exception {
    HealedSite.decide(site, log, VariedLog.of(Instant.now()));
    String code = sql(site).queryForObject("select min(code) from invites", String.class);
    sql(site)
        .execute(UNSEEN + "update invites set current_uses = 4711 where code = '" + code + "'");
    assertThat(audit(site)).isEqualTo(DIFFERENT);
    assertThat(differences()).singleElement().asString().startsWith("count differs: " + code);

    byte[] repair =
        RecordCodec.requests(2)
            .encode(TestRequests.repair(UUID.randomUUID(), requireNonNull(code)));
    log.append(TestLog.record(TestLog.partitionOf(code), code, repair));
    HealedSite.decide(site, log, List.of());

    assertThat(audit(site)).isEqualTo(EQUAL);
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
    assertThat(audit(site)).isEqualTo(DIFFERENT);
    assertThat(differences())
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
    assertThat(audit(site)).isEqualTo(DIFFERENT);
    assertThat(differences())
        .anyMatch(line -> line.startsWith("decision missing: "))
        .anyMatch(line -> line.startsWith("invite differs: ") && line.contains("4711"));
  }

  @Test
  void itRunsBesideLiveTraffic(Site site, TestLog log) throws Exception {
    try (RunningProcessor processor = RunningProcessor.start(site)) {
      processor.awaitReady();
      log.append(VariedLog.of(Instant.now()));
      Thread traffic = Thread.ofVirtual().start(() -> appendMore(log));
      assertThat(audit(site)).isEqualTo(EQUAL);
      traffic.join();
    }
  }

  @Test
  void anUnknownOptionIsNamedAndNothingRuns() {
    assertThat(AuditCommand.run("--unknown")).isEqualTo(2);
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

  private int audit(Site site, String... settings) {
    List<String> arguments = new ArrayList<>(List.of("--report", report().toString()));
    arguments.addAll(List.of(RunningProcessor.arguments(site, settings)));
    // Instead of the processor's role, which may not make a schema.
    arguments.add("--spring.datasource.username=" + SharedServices.database().username());
    arguments.removeIf(argument -> argument.startsWith("--spring.datasource.username=admit_one"));
    return AuditCommand.run(arguments.toArray(String[]::new));
  }

  private Path report() {
    return directory.resolve("report.txt");
  }

  private List<String> differences() throws Exception {
    return Files.readAllLines(report());
  }
}
