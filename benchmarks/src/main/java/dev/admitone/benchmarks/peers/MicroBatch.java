package dev.admitone.benchmarks.peers;

import dev.admitone.benchmarks.testbed.CopyRows;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.codes.Requests;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One transaction: locks and reads, decides in memory, writes. */
final class MicroBatch {

  /**
   * In one round trip. Each statement sees what the first one's locks protect. As a plain join the
   * second one would read all uses of a hot code, until the tables are analysed.
   */
  private static final String LOAD =
      """
      select id, code, max_uses, current_uses, revoked_at is not null, expires_at <= now()
      from peer.invites where code = any (?) order by id for update;
      select i.code, u.used_by
      from unnest(?::text[], ?::text[]) as asked (code, used_by)
      cross join lateral (select * from peer.invites where code = asked.code limit 1) i
      cross join lateral (
          select * from peer.invite_uses
          where invite_id = i.id and used_by = asked.used_by limit 1) u;
      select id, outcome, decided_at, fingerprint
      from peer.redemption_decisions where id = any (?)
      """;

  private static final String COPY_USES =
      "copy peer.invite_uses (id, invite_id, used_by, used_at) from stdin with (format binary)";

  private static final String COPY_DECISIONS =
      """
      copy peer.redemption_decisions
          (id, code, used_by, outcome, decided_at, position, fingerprint)
      from stdin with (format binary)
      """;

  private static final String COUNT =
      """
      update peer.invites i set current_uses = n.current_uses
      from unnest(?::uuid[], ?::bigint[]) as n (id, current_uses) where i.id = n.id
      """;

  private static final int USE_COLUMNS = 4;
  private static final int DECISION_COLUMNS = 7;

  /** Without a log there is none. */
  private static final long POSITION_NONE = 0;

  private final Connection connection;
  private final List<Call> calls;

  /** In the resolution of the database, so that a decision is the same when it is read again. */
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

  private final Map<String, Invite> invites = new HashMap<>();
  private final Set<Use> uses = new HashSet<>();
  private final Map<UUID, Stored> decisions = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();

  /** A request. */
  record Call(UUID requestId, String code, String userId) {

    ContentFingerprint fingerprint() {
      return Requests.redeem(requestId, code, userId).getContentFingerprint();
    }
  }

  private record Use(String code, String userId) {}

  private record Stored(PeerDecision decision, ContentFingerprint fingerprint) {}

  /** A decision to be written; with an invite where it is a use. */
  private record Row(Call call, Stored stored, @Nullable Invite used) {}

  private static final class Invite {
    private final UUID id;
    private final long maxUses;
    private final boolean revoked;
    private final boolean expired;
    private long currentUses;
    private boolean changed;

    Invite(ResultSet row) throws SQLException {
      id = row.getObject(1, UUID.class);
      long limit = row.getLong(3);
      maxUses = row.wasNull() ? Long.MAX_VALUE : limit;
      currentUses = row.getLong(4);
      revoked = row.getBoolean(5);
      expired = row.getBoolean(6);
    }
  }

  MicroBatch(Connection connection, List<Call> calls) {
    this.connection = connection;
    this.calls = calls;
  }

  /** The decisions, in the order of the calls, committed. */
  List<PeerDecision> decide() throws SQLException {
    load();
    List<PeerDecision> decided = new ArrayList<>();
    for (Call call : calls) {
      decided.add(decide(call));
    }
    if (!rows.isEmpty()) {
      save();
    }
    connection.commit();
    return decided;
  }

  private void load() throws SQLException {
    Object[] codes = calls.stream().map(Call::code).toArray();
    Object[] users = calls.stream().map(Call::userId).toArray();
    Object[] ids = calls.stream().map(Call::requestId).toArray();
    try (PreparedStatement load = connection.prepareStatement(LOAD)) {
      load.setArray(1, connection.createArrayOf("text", Arrays.stream(codes).distinct().toArray()));
      load.setArray(2, connection.createArrayOf("text", codes));
      load.setArray(3, connection.createArrayOf("text", users));
      load.setArray(4, connection.createArrayOf("uuid", ids));
      load.execute();
      try (ResultSet row = load.getResultSet()) {
        while (row.next()) {
          invites.put(row.getString(2), new Invite(row));
        }
      }
      load.getMoreResults();
      try (ResultSet row = load.getResultSet()) {
        while (row.next()) {
          uses.add(new Use(row.getString(1), row.getString(2)));
        }
      }
      load.getMoreResults();
      try (ResultSet row = load.getResultSet()) {
        while (row.next()) {
          PeerOutcome outcome = PeerOutcome.valueOf(row.getString(2));
          PeerDecision decision = new PeerDecision(outcome, row.getTimestamp(3).toInstant());
          decisions.put(
              row.getObject(1, UUID.class),
              new Stored(decision, new ContentFingerprint(row.getBytes(4))));
        }
      }
    }
  }

  private PeerDecision decide(Call call) {
    ContentFingerprint fingerprint = call.fingerprint();
    Stored before = decisions.get(call.requestId());
    if (before != null) {
      return before.fingerprint().equals(fingerprint)
          ? before.decision()
          : new PeerDecision(PeerOutcome.REQUEST_ID_REUSED, now);
    }
    Invite invite = invites.get(call.code());
    PeerOutcome outcome = outcome(call, invite);
    Stored stored = new Stored(new PeerDecision(outcome, now), fingerprint);
    decisions.put(call.requestId(), stored);
    rows.add(new Row(call, stored, outcome == PeerOutcome.REDEEMED ? invite : null));
    return stored.decision();
  }

  private PeerOutcome outcome(Call call, @Nullable Invite invite) {
    if (invite == null) {
      return PeerOutcome.UNKNOWN_CODE;
    }
    Use use = new Use(call.code(), call.userId());
    if (uses.contains(use)) {
      return PeerOutcome.ALREADY_USED;
    }
    if (invite.revoked) {
      return PeerOutcome.REVOKED;
    }
    if (invite.expired) {
      return PeerOutcome.EXPIRED;
    }
    if (invite.currentUses >= invite.maxUses) {
      return PeerOutcome.EXHAUSTED;
    }
    uses.add(use);
    invite.currentUses++;
    invite.changed = true;
    return PeerOutcome.REDEEMED;
  }

  /** Neighbours in an index one after the other, as the product writes them. */
  private void save() throws SQLException {
    CopyRows useRows = new CopyRows(USE_COLUMNS);
    rows.sort(Comparator.comparing(row -> row.call().userId()));
    for (Row row : rows) {
      if (row.used() != null) {
        useRows
            .row()
            .uuid(row.call().requestId())
            .uuid(row.used().id)
            .text(row.call().userId())
            .timestamp(now);
      }
    }
    CopyRows.copy(connection, COPY_USES, useRows.end());
    CopyRows decisionRows = new CopyRows(DECISION_COLUMNS);
    rows.sort(Comparator.comparing(row -> row.call().requestId()));
    for (Row row : rows) {
      decisionRows
          .row()
          .uuid(row.call().requestId())
          .text(row.call().code())
          .text(row.call().userId())
          .text(row.stored().decision().outcome().name())
          .timestamp(now)
          .bigint(POSITION_NONE)
          .bytes(row.stored().fingerprint().bytes());
    }
    CopyRows.copy(connection, COPY_DECISIONS, decisionRows.end());
    count();
  }

  private void count() throws SQLException {
    List<Invite> changed = invites.values().stream().filter(invite -> invite.changed).toList();
    if (changed.isEmpty()) {
      return;
    }
    Object[] ids = changed.stream().map(invite -> invite.id).toArray();
    Object[] counts = changed.stream().map(invite -> invite.currentUses).toArray();
    try (PreparedStatement count = connection.prepareStatement(COUNT)) {
      count.setArray(1, connection.createArrayOf("uuid", ids));
      count.setArray(2, connection.createArrayOf("bigint", counts));
      count.executeUpdate();
    }
  }
}
