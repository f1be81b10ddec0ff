package dev.admitone.ops.numbers;

import dev.admitone.ops.ledger.Ledger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Reads the server's views of statistics, which every role may read. */
final class DatabaseNumbersTable {

  private static final String NUMBERS =
      """
      select d.xact_commit, d.xact_rollback, d.deadlocks, d.conflicts, d.temp_files, d.temp_bytes,
        d.numbackends, f.calls, f.micros
      from pg_stat_database d
      cross join (
        select coalesce(sum(calls), 0)::bigint as calls,
          coalesce(round(sum(total_time) * 1000), 0)::bigint as micros
        from pg_stat_user_functions
        where funcname = 'use_invite_code'
      ) f
      where d.datname = current_database()
      """;

  /** Sequences that the function may have, and that the role may read. */
  private static final String ERRORS =
      """
      select case name when 'other' then name else upper(name) end as sqlstate,
        coalesce(sum(last_value), 0)::bigint as errors
      from (
        select substr(sequencename, length('use_invite_code_') + 1) as name, last_value
        from pg_sequences
        where sequencename ~ '^use_invite_code_([0-9a-z]{5}|other)$'
          and has_sequence_privilege(format('%I.%I', schemaname, sequencename), 'select')
      ) counted
      group by name
      """;

  private static final long NANOS_PER_MICRO = 1_000;

  private final Ledger ledger;

  DatabaseNumbersTable(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Returns what the server has counted so far.
   *
   * @throws dev.admitone.ops.ledger.LedgerUnavailableException if the database cannot be asked now
   */
  DatabaseNumbers read() {
    Map<String, Long> errors = new HashMap<>();
    ledger
        .ask(
            jdbc ->
                jdbc.sql(ERRORS)
                    .query((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                    .list())
        .forEach(counted -> errors.put(counted.getKey(), counted.getValue()));
    return ledger.ask(
        jdbc ->
            jdbc.sql(NUMBERS)
                .query(
                    (row, _) ->
                        new DatabaseNumbers(
                            row.getLong("xact_commit"),
                            row.getLong("xact_rollback"),
                            row.getLong("deadlocks"),
                            row.getLong("conflicts"),
                            row.getLong("temp_files"),
                            row.getLong("temp_bytes"),
                            row.getLong("numbackends"),
                            row.getLong("calls"),
                            Duration.ofNanos(row.getLong("micros") * NANOS_PER_MICRO),
                            errors))
                .single());
  }
}
