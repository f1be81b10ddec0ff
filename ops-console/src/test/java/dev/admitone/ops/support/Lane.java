package dev.admitone.ops.support;

import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.EraseUser;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.ReleaseUse;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Stands in for the processor, whose libraries are not here: decides operators' commands of the
 * requests topic from its beginning on, and writes them as the processor does. It decides each
 * request id once.
 */
public final class Lane implements AutoCloseable {

  /** All of a batch at once: a million one by one take too long. */
  private static final String CREATE =
      """
      with asked as (
        select * from jsonb_to_recordset(?::jsonb)
          as request (id uuid, code text, max_uses bigint, starts_at timestamptz,
                      expires_at timestamptz, created_by text, position bigint)
      ),
      made as (
        insert into invites (id, code, max_uses, starts_at, expires_at, created_by, version)
        select id, code, max_uses, starts_at, expires_at, created_by, 1 from asked
        on conflict do nothing
        returning id
      )
      insert into redemption_decisions (id, code, outcome, decided_at, position, fingerprint)
      select asked.id, asked.code,
        (case when made.id is null then 'CODE_EXISTS' else 'DONE' end)::redemption_outcome,
        now(), asked.position, decode(repeat('00', 16), 'hex')
      from asked left join made on made.id = asked.id
      on conflict do nothing
      """;

  private static final String CHANGE =
      """
      update invites set
        max_uses = case when ? then ? else max_uses end,
        expires_at = case when ? then ?::timestamptz else expires_at end,
        revoked_at = case when ? then case when ? then now() end else revoked_at end,
        version = version + 1
      where code = ?
      """;

  private static final String REPAIR =
      """
      update invites i set
        current_uses = (select count(*) from invite_uses u where u.invite_id = i.id),
        version = version + 1
      where code = ?
      """;

  private static final String DECIDE =
      """
      insert into redemption_decisions (id, code, outcome, decided_at, position, fingerprint)
      values (?, ?, ?::redemption_outcome, now(), ?, decode(repeat('00', 16), 'hex'))
      """;

  private static final String RELEASE =
      """
      with released as (
        delete from invite_uses where id = ? returning id, invite_id, used_by, used_at
      )
      insert into invite_releases
        (id, use_id, invite_id, used_by, used_at, released_by, reason, released_at)
      select ?, id, invite_id, used_by, used_at, ?, ?, now() from released
      """;

  private static final List<String> ERASE =
      List.of(
          """
          delete from profiles p using redemption_decisions d
          where d.id = p.invite_use_id and d.code = :code and p.user_id = :user
          """,
          """
          update invite_uses u set used_by = :pseudonym from invites i
          where i.id = u.invite_id and i.code = :code and u.used_by = :user
          """,
          """
          update invite_releases l set used_by = :pseudonym from invites i
          where i.id = l.invite_id and i.code = :code and l.used_by = :user
          """,
          """
          update invite_sql_changes c set used_by = :pseudonym from invites i
          where i.id = c.invite_id and i.code = :code and c.used_by = :user
          """,
          """
          update redemption_decisions set used_by = :pseudonym
          where code = :code and used_by = :user
          """);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordCodec<RedemptionRequest> codec = RecordCodec.requests(1);

  /** One connection for all: each statement would otherwise open its own. */
  private final SingleConnectionDataSource database;

  private final JdbcTemplate sql;
  private final int decisionsMax;
  private final Thread thread;
  private int decisions;

  private Lane(
      KafkaConsumer<byte[], byte[]> consumer, TestLog log, TestLedger ledger, int decisionsMax) {
    this.consumer = consumer;
    this.decisionsMax = decisionsMax;
    this.database = ledger.connection();
    this.sql = new JdbcTemplate(database);
    List<TopicPartition> partitions =
        IntStream.range(0, log.partitions())
            .mapToObj(number -> new TopicPartition(log.topics().requests(), number))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.thread = Thread.ofPlatform().daemon().name("lane").unstarted(this::run);
  }

  /** Begins to decide. */
  public static Lane start(TestLog log, TestLedger ledger) {
    return start(log, ledger, Integer.MAX_VALUE);
  }

  /** Decides so many requests, or a few more, and no others. */
  public static Lane start(TestLog log, TestLedger ledger, int decisionsMax) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", TestLog.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    Lane lane = new Lane(consumer, log, ledger, decisionsMax);
    lane.thread.start();
    return lane;
  }

  private void run() {
    try (consumer) {
      while (decisions < decisionsMax) {
        List<Read> creations = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          RedemptionRequest request = decoded(record);
          if (request == null) {
            continue;
          }
          Read read = new Read(request, ((long) record.partition() << 48) + record.offset());
          if (request.getCreateInvite() != null) {
            creations.add(read);
          } else if (isDecided(request)) {
            create(creations);
            creations.clear();
            decide(read);
          }
        }
        create(creations);
      }
    } catch (WakeupException e) {
      // The test is over.
    }
  }

  /** Null for what a test writes that is no request. */
  private @Nullable RedemptionRequest decoded(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null ? null : codec.decode(record.value());
    } catch (UndecodableRecordException e) {
      return null;
    }
  }

  private record Read(RedemptionRequest request, long position) {}

  private void create(List<Read> all) {
    if (all.isEmpty()) {
      return;
    }
    ArrayNode rows = JsonMapper.shared().createArrayNode();
    for (Read read : all) {
      CreateInvite create = read.request().getCreateInvite();
      rows.addObject()
          .put("id", read.request().getRequestId().toString())
          .put("code", read.request().getCode())
          .put("max_uses", create.getUnlimited() ? null : Long.valueOf(create.getMaxUses()))
          .put("starts_at", text(create.getStartsAt()))
          .put("expires_at", text(create.getExpiresAt()))
          .put("created_by", create.getCreatedBy())
          .put("position", read.position());
    }
    sql.update(CREATE, rows.toString());
    decisions += all.size();
  }

  private void decide(Read read) {
    RedemptionRequest request = read.request();
    UUID id = request.getRequestId();
    if (exists("redemption_decisions where id = ?", id)) {
      return;
    }
    String outcome = outcome(id, request);
    sql.update(DECIDE, id, request.getCode(), outcome, read.position());
    decisions++;
  }

  private static boolean isDecided(RedemptionRequest request) {
    return request.getChangeInvite() != null
        || request.getReleaseUse() != null
        || request.getRepairCount() != null
        || request.getEraseUser() != null;
  }

  private String outcome(UUID id, RedemptionRequest request) {
    if (request.getRepairCount() != null) {
      return sql.update(REPAIR, request.getCode()) > 0 ? "DONE" : "UNKNOWN_CODE";
    }
    if (request.getEraseUser() != null) {
      return erase(request.getCode(), request.getEraseUser());
    }
    return request.getChangeInvite() != null
        ? change(request.getCode(), request.getChangeInvite())
        : release(id, request.getReleaseUse());
  }

  private String erase(String code, EraseUser erase) {
    NamedParameterJdbcTemplate named = new NamedParameterJdbcTemplate(sql);
    Map<String, String> values =
        Map.of("code", code, "user", erase.getUserId(), "pseudonym", erase.getPseudonym());
    ERASE.forEach(statement -> named.update(statement, values));
    return "DONE";
  }

  private String change(String code, ChangeInvite change) {
    int changed =
        sql.update(
            CHANGE,
            change.getChangesMaxUses(),
            change.getUnlimited() ? null : change.getMaxUses(),
            change.getChangesExpiresAt(),
            text(change.getExpiresAt()),
            change.getChangesRevoked(),
            change.getRevoked(),
            code);
    return changed > 0 ? "DONE" : "UNKNOWN_CODE";
  }

  private String release(UUID id, ReleaseUse release) {
    if (exists("invite_releases where use_id = ?", release.getUseId())) {
      return "ALREADY_RELEASED";
    }
    int rows =
        sql.update(RELEASE, release.getUseId(), id, release.getReleasedBy(), release.getReason());
    return rows > 0 ? "RELEASED" : "USE_NOT_FOUND";
  }

  private boolean exists(String what, Object value) {
    return Boolean.TRUE.equals(
        sql.queryForObject("select exists (select from " + what + ")", Boolean.class, value));
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    database.destroy();
  }
}
