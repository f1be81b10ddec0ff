package dev.admitone.processor.jdbc;

import dev.admitone.processor.jdbc.sql.BinaryCopy;
import dev.admitone.processor.jdbc.sql.Columns;
import dev.admitone.processor.jdbc.sql.Rows;
import dev.admitone.processor.jdbc.sql.Trip;
import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.Fingerprint;
import dev.admitone.processor.redemption.LedgerEntry;
import dev.admitone.processor.redemption.Outcome;
import dev.admitone.processor.redemption.Position;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Table {@code redemption_decisions}: the ledger itself. */
public final class DecisionsTable {

  private static final String SELECT =
      """
      select id, code, used_by, outcome, decided_at, position, fingerprint
      from redemption_decisions
      where id = any (?)
      """;

  /** For a few. */
  private static final String INSERT =
      """
      insert into redemption_decisions (id, code, used_by, outcome, decided_at, position,
                                        fingerprint, command)
      select id, code, used_by, outcome::redemption_outcome, decided_at, position, fingerprint,
             command::jsonb
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::bigint[],
                  ?::bytea[], ?::text[])
           as n (id, code, used_by, outcome, decided_at, position, fingerprint, command)
      """;

  private static final String COPY =
      """
      copy redemption_decisions (id, code, used_by, outcome, decided_at, position, fingerprint,
                                 command)
      from stdin with (format binary)
      """;

  private static final int OFFSET_BITS = 48;

  /**
   * All transactions write ids in one order, so that two of them with common ids cannot deadlock.
   */
  private static final Comparator<LedgerEntry> BY_ID = Comparator.comparing(LedgerEntry::id);

  private DecisionsTable() {}

  public static void select(Trip trip, Set<UUID> ids, Consumer<LedgerEntry> entries) {
    if (!ids.isEmpty()) {
      trip.query(
          SELECT,
          parameters -> new Columns<>(parameters, ids).uuids(id -> id),
          row -> entries.accept(entry(row)));
    }
  }

  public static void insert(Trip trip, Collection<LedgerEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    List<LedgerEntry> sorted = entries.stream().sorted(BY_ID).toList();
    if (trip.isTogether()) {
      trip.update(
          INSERT,
          parameters ->
              new Columns<>(parameters, sorted)
                  .uuids(LedgerEntry::id)
                  .texts(LedgerEntry::code)
                  .texts(LedgerEntry::userId)
                  .texts(entry -> entry.outcome().name())
                  .moments(LedgerEntry::decidedAt)
                  .numbers(entry -> packed(entry.position()))
                  .fingerprints(LedgerEntry::fingerprint)
                  .texts(DecisionsTable::json),
          _ -> {});
    } else {
      trip.alone(connection -> copy(connection, sorted));
    }
  }

  private static @Nullable String json(LedgerEntry entry) {
    Command.Operator command = entry.command();
    return command == null ? null : CommandJson.of(command);
  }

  private static long copy(Connection connection, List<LedgerEntry> entries) throws SQLException {
    try (BinaryCopy rows = BinaryCopy.begin(connection, COPY)) {
      for (LedgerEntry entry : entries) {
        rows.row(8)
            .uuid(entry.id())
            .text(entry.code())
            .text(entry.userId())
            .text(entry.outcome().name())
            .timestamp(entry.decidedAt())
            .bigint(packed(entry.position()))
            .bytes16(entry.fingerprint().high(), entry.fingerprint().low())
            .jsonb(json(entry));
      }
      return rows.end();
    }
  }

  private static LedgerEntry entry(ResultSet row) throws SQLException {
    ByteBuffer fingerprint = ByteBuffer.wrap(row.getBytes("fingerprint"));
    return new LedgerEntry(
        row.getObject("id", UUID.class),
        new Fingerprint(fingerprint.getLong(), fingerprint.getLong()),
        row.getString("code"),
        row.getString("used_by"),
        Outcome.named(row.getString("outcome")),
        Rows.instant(row, "decided_at"),
        unpacked(row.getLong("position")),
        null);
  }

  /** As the columns of positions have it. */
  public static long packed(Position position) {
    return ((long) position.partition() << OFFSET_BITS) | position.offset();
  }

  private static Position unpacked(long packed) {
    return new Position((int) (packed >> OFFSET_BITS), packed & ((1L << OFFSET_BITS) - 1));
  }
}
