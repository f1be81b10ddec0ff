package dev.admitone.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Every row of every table as text, all columns. No column is left out: what is not from the log
 * (defaults, the sequence of invite_refreshes) is written only where SQL writes beside the
 * processor, and its notes are gone once the log has them.
 */
record LedgerDump(Map<String, List<@Nullable String>> rowsByTable) {

  /**
   * Whatever tables the migrations made, so that a new one cannot be forgotten here. Which ledger
   * it is, and how far it has come with which log, is no part of what the log says.
   */
  private static final String TABLES =
      """
      select tablename from pg_tables
      where schemaname = 'public'
        and tablename not in ('flyway_schema_history', 'ledger', 'ledger_places')
      """;

  static LedgerDump of(JdbcTemplate jdbc) {
    Map<String, List<@Nullable String>> rows = new TreeMap<>();
    for (String table : jdbc.queryForList(TABLES, String.class)) {
      rows.put(
          String.valueOf(table),
          jdbc.queryForList(
              "select t::text from %s t order by t::text collate \"C\"".formatted(table),
              String.class));
    }
    assertThat(rows)
        .containsKeys("invites", "invite_uses", "redemption_decisions", "invite_releases");
    return new LedgerDump(rows);
  }

  List<@Nullable String> rows(String table) {
    return rowsByTable.getOrDefault(table, List.of());
  }

  /** All of it as one text: two ledgers are equal when these are, to the byte. */
  String text() {
    List<String> lines = new ArrayList<>();
    rowsByTable.forEach((table, rows) -> rows.forEach(row -> lines.add(table + " " + row)));
    return String.join("\n", lines);
  }
}
