package dev.admitone.processor.jdbc;

import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks for a text in all columns of all tables, those included that a later migration makes. */
public final class TextsOfLedger {

  private static final String TABLES =
      """
      select tablename from pg_tables
      where schemaname = 'public' and tablename <> 'flyway_schema_history'
      """;

  private TextsOfLedger() {}

  /** The rows that have the text, each after the name of its table. */
  public static List<String> with(JdbcTemplate jdbc, String text) {
    return jdbc.queryForList(TABLES, String.class).stream()
        .flatMap(
            table ->
                jdbc
                    .queryForList(
                        "select '%1$s ' || t::text from %1$s t where strpos(t::text, ?) > 0"
                            .formatted(table),
                        String.class,
                        text)
                    .stream())
        .map(Objects::requireNonNull)
        .toList();
  }
}
