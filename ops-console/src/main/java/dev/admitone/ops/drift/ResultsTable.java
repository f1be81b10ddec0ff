package dev.admitone.ops.drift;

import static java.util.stream.Collectors.joining;

import dev.admitone.ops.ledger.Ledger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the decisions that results are compared with. */
final class ResultsTable {

  private static final String FIRST_RESULTS =
      """
      select partition, first_result from ledger_places
      where not exists (select from ledger_places where reason is not null)
      """;

  /** The place of the same moment: what is behind it, the ledger has not decided yet. */
  private static final String DECIDED =
      """
      select asked.id, d.code, d.outcome::text as outcome
      from unnest(cast(:requests as uuid[]), cast(:offsets as bigint[])) as asked (id, request_offset)
      join ledger_places p on p.partition = :partition and asked.request_offset < p.next_offset
      left join redemption_decisions d on d.id = asked.id
      where not exists (select from ledger_places where reason is not null)
      """;

  private static final String IN_GAPS =
      """
      select d.id, d.code, d.outcome::text as outcome, position_offset(d.position) as request_offset
      from redemption_decisions d
      where d.decided_at >= :from and d.decided_at < :to
        and exists (
          select from unnest(cast(:firsts as bigint[]), cast(:nexts as bigint[])) as gap (first, next)
          where d.position >= (cast(:partition as bigint) << 48) + gap.first
            and d.position < (cast(:partition as bigint) << 48) + gap.next)
      limit :size
      """;

  private static final int ROWS_MAX = 10_000;

  private final Ledger ledger;

  ResultsTable(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * What the ledger has of a request.
   *
   * @param outcome null: no decision
   */
  record Decided(@Nullable String code, @Nullable String outcome) {

    boolean isSameAs(PublishedResult result) {
      return result.outcome().equals(outcome) && result.code().equals(code);
    }
  }

  /**
   * The first offset of each results partition whose results are about this log. None while the
   * ledger and the log are apart: that is reported elsewhere, and a healing publishes what is
   * missing.
   */
  Map<Integer, Long> firstResults() {
    Map<Integer, Long> first = new HashMap<>();
    ledger.ask(
        jdbc ->
            jdbc.sql(FIRST_RESULTS)
                .query((row, _) -> first.put(row.getInt("partition"), row.getLong("first_result")))
                .list());
    return first;
  }

  /** What the ledger has of the results' requests, without those that it is not to have yet. */
  Map<UUID, Decided> decided(int partition, Collection<PublishedResult> results) {
    Map<UUID, Decided> decided = new HashMap<>();
    ledger.ask(
        jdbc ->
            jdbc.sql(DECIDED)
                .param("partition", partition)
                .param("requests", array(results, PublishedResult::requestId))
                .param("offsets", array(results, PublishedResult::requestOffset))
                .query(
                    (row, _) ->
                        decided.put(
                            Objects.requireNonNull(row.getObject("id", UUID.class)),
                            new Decided(row.getString("code"), row.getString("outcome"))))
                .list());
    return decided;
  }

  /**
   * The decisions about requests in the gaps.
   *
   * @param from when they were decided at the earliest
   * @param to before when
   */
  List<PartitionResults.Missing> inGaps(
      int partition, Collection<PartitionResults.Gap> gaps, Instant from, Instant to) {
    return ledger.ask(
        jdbc ->
            jdbc.sql(IN_GAPS)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .param("partition", partition)
                .param("firsts", array(gaps, PartitionResults.Gap::from))
                .param("nexts", array(gaps, PartitionResults.Gap::to))
                .param("size", ROWS_MAX)
                .query(
                    (row, _) ->
                        new PartitionResults.Missing(
                            Objects.requireNonNull(row.getObject("id", UUID.class)),
                            Objects.requireNonNull(row.getString("code")),
                            Objects.requireNonNull(row.getString("outcome")),
                            row.getLong("request_offset")))
                .list());
  }

  private static <T> String array(Collection<T> all, Function<T, Object> element) {
    return all.stream().map(element).map(String::valueOf).collect(joining(",", "{", "}"));
  }
}
