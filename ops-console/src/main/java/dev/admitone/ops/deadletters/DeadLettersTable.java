package dev.admitone.ops.deadletters;

import static dev.admitone.ops.ledger.Columns.instant;
import static dev.admitone.ops.ledger.Columns.optionalInstant;
import static dev.admitone.ops.ledger.Columns.optionalLong;
import static dev.admitone.ops.ledger.Columns.optionalTime;

import dev.admitone.ops.deadletters.LetterOverview.Group;
import dev.admitone.ops.history.Position;
import dev.admitone.ops.kept.Kept;
import dev.admitone.ops.records.OffsetRange;
import dev.admitone.ops.records.SearchedOffsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The index of the topic of dead letters. */
final class DeadLettersTable {

  private static final String PLACES =
      "select part, next_offset from dead_letter_places where topic = :topic";

  private static final String REMOVE =
      """
      delete from dead_letters d
      using jsonb_to_recordset(:ranges::jsonb) as r(partition int, first bigint)
      where d.topic = :topic and d.part = r.partition and d.record_offset < r.first
      """;

  private static final String FORGET =
      """
      with place as (
        delete from dead_letter_places
        where topic = :topic and part = :part and next_offset > :end)
      delete from dead_letters where topic = :topic and part = :part
      """;

  private static final String ADD =
      """
      with letters as (
        insert into dead_letters
          (topic, part, record_offset, reason, detail, source_part, source_offset, appended_at,
           dead_at, request_id, code, digest, value_bytes)
        select :topic, part, "recordOffset", reason, detail, "sourcePart", "sourceOffset",
          "appendedAt", "deadAt", "requestId", code, digest, "valueBytes"
        from jsonb_to_recordset(:letters::jsonb) as r(
          part int, "recordOffset" bigint, reason text, detail text, "sourcePart" int,
          "sourceOffset" bigint, "appendedAt" timestamptz, "deadAt" timestamptz, "requestId" uuid,
          code text, digest text, "valueBytes" int)
        on conflict do nothing)
      insert into dead_letter_places (topic, part, next_offset)
      select :topic, partition, "to"
      from jsonb_to_recordset(:places::jsonb) as r(partition int, "to" bigint)
      on conflict (topic, part) do update
        set next_offset = greatest(dead_letter_places.next_offset, excluded.next_offset)
      """;

  private static final String GROUPS =
      """
      select reason, count(*) filter (where status = 'OPEN') as open,
        count(*) filter (where status = 'SENT') as sent,
        count(*) filter (where status = 'ASIDE') as aside,
        min(dead_at) as oldest_at, max(dead_at) as newest_at
      from dead_letters where topic = :topic
      group by reason order by open desc, reason
      """;

  private static final String LETTER =
      """
      select part, record_offset, reason, detail, source_part, source_offset, appended_at, dead_at,
        request_id, code, value_bytes, status,
        (select count(*) from
          (select from dead_letters o
           where o.topic = d.topic and (o.digest = d.digest or o.request_id = d.request_id)
           limit 1000) as same) as times
      from dead_letters d
      """;

  private static final String ONE =
      LETTER + "where topic = :topic and part = :part and record_offset = :offset";

  private static final String OF_REQUEST =
      LETTER
          + """
          where topic = :topic and request_id = :request
          order by dead_at desc, part desc, record_offset desc
          limit 1
          """;

  private static final String LIST =
      LETTER
          + """
          where topic = :topic
            and (:reason::text is null or reason = :reason)
            and (:status::text is null or status = :status)
            and (:deadAt::timestamptz is null
              or (dead_at, part, record_offset) < (:deadAt, :part, :offset))
          order by dead_at desc, part desc, record_offset desc
          limit :limit
          """;

  private static final String OTHERS =
      LETTER
          + """
          where topic = :topic and not (part = :part and record_offset = :offset)
            and exists (select from dead_letters o
              where o.topic = d.topic and o.part = :part and o.record_offset = :offset
                and (o.digest = d.digest or o.request_id = d.request_id))
          order by dead_at desc, part desc, record_offset desc
          limit :limit
          """;

  private final Kept kept;
  private final String topic;

  DeadLettersTable(Kept kept, String topic) {
    this.kept = kept;
    this.topic = topic;
  }

  /** By partition, the offset of the first record that is not in the index. */
  Map<Integer, Long> places() {
    Map<Integer, Long> places = new HashMap<>();
    kept.ask(
            jdbc ->
                jdbc.sql(PLACES)
                    .param("topic", topic)
                    .query((row, _) -> Map.entry(row.getInt("part"), row.getLong("next_offset")))
                    .list())
        .forEach(place -> places.put(place.getKey(), place.getValue()));
    return places;
  }

  /** Removes what the topic does not have any longer. */
  void remove(Collection<OffsetRange> ranges) {
    String json = JsonMapper.shared().writeValueAsString(ranges);
    kept.ask(jdbc -> jdbc.sql(REMOVE).param("topic", topic).param("ranges", json).update());
  }

  /** Removes all of a partition whose end is before its place: the topic was made again. */
  void forget(OffsetRange range) {
    kept.ask(
        jdbc ->
            jdbc.sql(FORGET)
                .param("topic", topic)
                .param("part", range.partition())
                .param("end", range.end())
                .update());
  }

  /** Adds letters, and how far the topic was looked through for them. */
  void add(List<IndexedLetter> letters, List<SearchedOffsets> searched) {
    String added = JsonMapper.shared().writeValueAsString(letters);
    String places = JsonMapper.shared().writeValueAsString(searched);
    kept.ask(
        jdbc ->
            jdbc.sql(ADD)
                .param("topic", topic)
                .param("letters", added)
                .param("places", places)
                .update());
  }

  List<Group> groups() {
    return kept.ask(
        jdbc -> jdbc.sql(GROUPS).param("topic", topic).query((row, _) -> group(row)).list());
  }

  Optional<Letter> find(Position position) {
    return kept.ask(
        jdbc ->
            jdbc
                .sql(ONE)
                .param("topic", topic)
                .param("part", position.partition())
                .param("offset", position.offset())
                .query((row, _) -> letter(row))
                .list()
                .stream()
                .findFirst());
  }

  /** The newest one. */
  Optional<Letter> ofRequest(UUID requestId) {
    return kept.ask(
        jdbc ->
            jdbc
                .sql(OF_REQUEST)
                .param("topic", topic)
                .param("request", requestId)
                .query((row, _) -> letter(row))
                .list()
                .stream()
                .findFirst());
  }

  /** The newest first, behind the cursor. */
  List<Letter> list(
      @Nullable String reason,
      Letter.@Nullable Status status,
      LetterPage.@Nullable Cursor after,
      int limit) {
    return kept.ask(
        jdbc ->
            jdbc.sql(LIST)
                .param("topic", topic)
                .param("reason", reason)
                .param("status", status == null ? null : status.name())
                .param("deadAt", optionalTime(after == null ? null : after.deadAt()))
                .param("part", after == null ? 0 : after.position().partition())
                .param("offset", after == null ? 0L : after.position().offset())
                .param("limit", limit)
                .query((row, _) -> letter(row))
                .list());
  }

  /** The newest of those with the same request id or the same bytes. */
  List<Letter> others(Position position, int limit) {
    return kept.ask(
        jdbc ->
            jdbc.sql(OTHERS)
                .param("topic", topic)
                .param("part", position.partition())
                .param("offset", position.offset())
                .param("limit", limit)
                .query((row, _) -> letter(row))
                .list());
  }

  private static Group group(ResultSet row) throws SQLException {
    return new Group(
        row.getString("reason"),
        row.getLong("open"),
        row.getLong("sent"),
        row.getLong("aside"),
        instant(row, "oldest_at"),
        instant(row, "newest_at"));
  }

  private static Letter letter(ResultSet row) throws SQLException {
    Long sourceOffset = optionalLong(row, "source_offset");
    return new Letter(
        new Position(row.getInt("part"), row.getLong("record_offset")),
        row.getString("reason"),
        row.getString("detail"),
        sourceOffset == null ? null : new Position(row.getInt("source_part"), sourceOffset),
        optionalInstant(row, "appended_at"),
        instant(row, "dead_at"),
        row.getObject("request_id", UUID.class),
        row.getString("code"),
        row.getInt("value_bytes"),
        Letter.Status.valueOf(row.getString("status")),
        row.getInt("times"));
  }
}
