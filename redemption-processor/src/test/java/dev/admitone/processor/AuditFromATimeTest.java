package dev.admitone.processor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.topics.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An audit that begins in the middle of the log begins with what the ledger had there. */
@ExtendWith(FreshSite.class)
@Tag("services")
class AuditFromATimeTest {

  private static final int PARTS = 3;

  /** What SQL does between two parts to the codes that there are then. */
  private static final List<String> CHANGES_BY_SQL =
      List.of(
          "update invites set max_uses = max_uses + 1, expires_at = '9000-01-01 00:00:00+00'",
          """
          insert into invite_uses (invite_id, used_by)
          select id, 'of-sql' from invites where coalesce(max_uses, 100) > current_uses + 1
          on conflict do nothing
          """,
          """
          delete from invite_uses
          where id in (select min(id::text)::uuid from invite_uses group by invite_id)
          """);

  /** SQL of an owner whom no trigger sees. */
  private static final String UNSEEN = "set session_replication_role = replica; ";

  @Test
  void fromAnyTimeOnTheLedgerIsWhatTheLogMakesOfWhatItHadThere(Site site, TestLog log)
      throws Exception {
    List<Instant> times = decide(site, log, parts());
    for (Instant time : times) {
      AuditRun audit = AuditRun.of(site, "--from", time.toString());
      assertThat(audit.differences()).isEmpty();
      assertThat(audit.code()).isEqualTo(AuditRun.EQUAL);
    }
  }

  @Test
  void whatDiffersIsFoundBehindTheTimeAndNotBeforeIt(Site site, TestLog log) throws Exception {
    Instant middle = decide(site, log, parts()).get(PARTS / 2);
    UUID before = changeOutcome(site, "<", middle);
    assertThat(AuditRun.of(site, "--from", middle.toString()).differences()).isEmpty();
    UUID behind = changeOutcome(site, ">", middle);
    AuditRun audit = AuditRun.of(site, "--from", middle.toString());
    assertThat(audit.code()).isEqualTo(AuditRun.DIFFERENT);
    assertThat(audit.differences())
        .anyMatch(line -> line.startsWith("decision differs: " + behind))
        .anyMatch(line -> line.startsWith("result differs: " + behind))
        .noneMatch(line -> line.contains(before.toString()));
  }

  @Test
  void aUseThatNoRequestMadeIsFoundFromAnyTimeOn(Site site, TestLog log) throws Exception {
    Instant last = decide(site, log, parts()).getLast();
    UUID planted = UUID.randomUUID();
    HealedSite.owner(site)
        .execute(
            UNSEEN
                + "insert into invite_uses (id, invite_id, used_by) select '%s', id, 'planted' from invites limit 1"
                    .formatted(planted));
    assertThat(AuditRun.of(site, "--from", last.toString()).differences())
        .anyMatch(line -> line.startsWith("use extra: " + planted));
  }

  @Test
  void codesThatAreOlderThanTheLogAreAuditedToo(Site site, TestLog log) throws Exception {
    List<List<RedemptionRequest>> parts = parts();
    decide(site, log, parts.subList(0, PARTS / 2));
    deleteAllRecords(log);
    decide(site, log, parts.subList(PARTS / 2, PARTS));
    assertThat(AuditRun.of(site).differences()).isEmpty();

    UUID wrong = changeOutcome(site, "<", Instant.now());
    assertThat(AuditRun.of(site).differences())
        .anyMatch(line -> line.startsWith("decision differs: " + wrong));
  }

  @Test
  void aTimeThatCannotBeReadIsNamed(Site site) throws Exception {
    assertThat(AuditRun.of(site, "--from", "yesterday").code()).isEqualTo(AuditRun.FAILED);
  }

  private static List<List<RedemptionRequest>> parts() {
    List<RedemptionRequest> all = VariedLog.of(Instant.now());
    List<List<RedemptionRequest>> parts = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      parts.add(all.subList(all.size() * part / PARTS, all.size() * (part + 1) / PARTS));
    }
    return parts;
  }

  /** Has the parts decided one after the other, with changes by SQL after each. */
  private static List<Instant> decide(Site site, TestLog log, List<List<RedemptionRequest>> parts)
      throws Exception {
    List<Instant> times = new ArrayList<>();
    for (List<RedemptionRequest> part : parts) {
      times.add(Instant.now());
      HealedSite.decide(site, log, part);
      CHANGES_BY_SQL.forEach(HealedSite.owner(site)::update);
    }
    return times;
  }

  /** Of the newest refusal of before the time, or of after it. */
  private static UUID changeOutcome(Site site, String side, Instant time) {
    UUID id =
        HealedSite.owner(site)
            .queryForObject(
                """
                select id from redemption_decisions
                where outcome in ('EXHAUSTED', 'ALREADY_USED') and decided_at %s '%s'
                order by decided_at desc limit 1
                """
                    .formatted(side, time),
                UUID.class);
    HealedSite.owner(site)
        .execute(
            UNSEEN
                + "update redemption_decisions set outcome = 'NOT_YET_VALID' where id = '%s'"
                    .formatted(id));
    return requireNonNull(id);
  }

  private static void deleteAllRecords(TestLog log) throws Exception {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    for (int partition = 0; partition < RunningProcessor.PARTITIONS; partition++) {
      all.put(new TopicPartition(Topics.REQUESTS, partition), RecordsToDelete.beforeOffset(-1));
    }
    log.admin().deleteRecords(all).all().get();
  }
}
