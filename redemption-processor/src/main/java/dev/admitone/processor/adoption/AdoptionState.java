package dev.admitone.processor.adoption;

import dev.admitone.processor.adoption.tables.AdoptionImpossibleException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Table {@code adoption}: how far it has come. Each step writes here in its own transaction. */
final class AdoptionState {

  private static final String BEGIN =
      "insert into adoption (old_schema, step) values (?, 'PREPARE') on conflict do nothing";

  private static final String SELECT =
      "select old_schema, step, copied_invite, copied_user, noted_code from adoption";

  private static final String STEP =
      """
      update adoption
      set step = ?, adopted_at = case ? when 'NOTE' then clock_timestamp() else adopted_at end
      """;

  private static final String COPIED = "update adoption set copied_invite = ?, copied_user = ?";
  private static final String NOTED = "update adoption set noted_code = ?";

  private static final String LOST_ITS_TABLES =
      """
      select to_regclass('adoption') is null and to_regclass('flyway_schema_history') is not null
      """;

  private static final String WAS_MIGRATED =
      "select exists (select from flyway_schema_history where version = '20' and success)";

  /**
   * The row.
   *
   * @param copiedInvite with the user: the last copied pair; null: none yet
   * @param notedCode the last that was noted; null: none yet
   */
  record Row(
      String schema,
      AdoptionStep step,
      @Nullable String copiedInvite,
      @Nullable String copiedUser,
      @Nullable String notedCode) {}

  private final JdbcTemplate jdbc;

  AdoptionState(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Requires that no roll-back has left the other tables of an earlier adoption behind.
   *
   * @throws AdoptionImpossibleException if one has
   */
  void requireNotTakenBack() {
    if (isTrue(LOST_ITS_TABLES) && isTrue(WAS_MIGRATED)) {
      String schema = jdbc.queryForObject("select quote_ident(current_schema())", String.class);
      throw new AdoptionImpossibleException(
          "The roll-back of migration V20 has run in the schema %s, and Admit One's other tables are"
                  .formatted(schema)
              + " still there. Stop the services, keep a copy of what is needed of them, drop it with"
              + " 'drop schema %s cascade', and begin again.".formatted(schema),
          null);
    }
  }

  private boolean isTrue(String question) {
    return Boolean.TRUE.equals(jdbc.queryForObject(question, Boolean.class));
  }

  /** Makes the row if there is none. */
  void begin(String schema) {
    jdbc.update(BEGIN, schema);
  }

  /** The row, if an adoption has begun. */
  Optional<Row> find() {
    List<Row> rows =
        jdbc.query(
            SELECT,
            (row, _) ->
                new Row(
                    row.getString("old_schema"),
                    AdoptionStep.valueOf(row.getString("step")),
                    row.getString("copied_invite"),
                    row.getString("copied_user"),
                    row.getString("noted_code")));
    return rows.stream().findFirst();
  }

  /** The row of an adoption that has begun. */
  Row row() {
    return find().orElseThrow(() -> new IllegalStateException("No adoption has begun"));
  }

  void step(AdoptionStep step) {
    jdbc.update(STEP, step.name(), step.name());
  }

  void copied(String invite, String user) {
    jdbc.update(COPIED, invite, user);
  }

  void noted(String code) {
    jdbc.update(NOTED, code);
  }
}
