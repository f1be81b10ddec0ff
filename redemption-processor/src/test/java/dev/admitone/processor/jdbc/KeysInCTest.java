package dev.admitone.processor.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.StatementCallback;

/** Keys compare byte by byte, and an existing database gets there without being rewritten. */
@Tag("services")
class KeysInCTest {

  /** Whatever table or index of the schema is added later: none may depend on a library. */
  private static final String OTHERWISE_COLLATED =
      """
      select x.indexrelid::regclass::text
      from pg_index x
      join pg_class t on t.oid = x.indrelid and t.relnamespace = 'public'::regnamespace
      cross join lateral unnest(x.indcollation) as used (oid)
      join pg_collation c on c.oid = used.oid
      where c.collname <> 'C' and t.relname <> 'flyway_schema_history'
      """;

  private static final String FILES =
      """
      select relname, relfilenode from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'i') and relname = any (?)
      """;

  private static final Map<String, String> NEW_NAMES =
      Map.of(
          "invites_code_c", "invites_code_key",
          "invite_uses_per_user_c", "idx_invite_uses_unique_per_user",
          "invite_uses_lookup_c", "idx_invite_uses_lookup",
          "profiles_user_c", "profiles_pkey",
          "profiles_phone_c", "profiles_phone_key",
          "profiles_email_c", "profiles_email_key",
          "profiles_username_c", "profiles_username_key");

  private static final List<String> TABLES =
      List.of(
          "invites",
          "invite_uses",
          "redemption_decisions",
          "invite_releases",
          "invite_refreshes",
          "profiles",
          "invites_pkey",
          "redemption_decisions_pkey");

  private final TestDatabase database = TestDatabase.empty();
  private final JdbcTemplate sql = database.sql();

  @Test
  void noIndexDependsOnALibrarysOrder() {
    database.flyway().migrate();
    assertThat(sql.queryForList(OTHERWISE_COLLATED, String.class)).isEmpty();
  }

  @Test
  void anExistingDatabaseIsNotRewrittenUnderTheLockAndKeepsItsRows() throws Exception {
    database.flyway("6").migrate();
    sql.update("insert into invites (code) select 'CODE-' || n from generate_series(1, 500) n");
    sql.update("insert into invite_uses (invite_id, used_by) select id, 'Ann' from invites");
    String script =
        new ClassPathResource("db/migration/V7__keys_in_c.sql").getContentAsString(UTF_8);
    String concurrent = script.substring(0, script.indexOf("do $$"));
    for (String statement : concurrent.split(";\n", 0)) {
      sql.execute(statement);
    }
    Map<String, Long> before = files(NEW_NAMES.keySet());

    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(script.substring(concurrent.length()));
    }

    Map<String, Long> after = files(NEW_NAMES.values());
    before.forEach(
        (name, file) ->
            assertThat(after.get(NEW_NAMES.getOrDefault(name, name))).as(name).isEqualTo(file));
    assertThat(before).hasSize(NEW_NAMES.size() + TABLES.size());
    assertThat(sql.queryForObject("select count(*) from invites", Long.class)).isEqualTo(500);
    assertThat(
            plan(
                "select * from invite_uses where invite_id = '"
                    + UUID.randomUUID()
                    + "' and used_by = 'Ann'"))
        .contains("idx_invite_uses_unique_per_user");
    assertThat(plan("select * from profiles where lower(email collate \"C\") = 'a@b.c'"))
        .contains("profiles_email_key");
  }

  @Test
  void afterAKillHalfWayTheMigrationIsMadeAgain() throws Exception {
    database.flyway("6").migrate();
    sql.execute("create unique index concurrently invites_code_c on invites (code collate \"C\")");
    sql.execute(
        "update pg_index set indisvalid = false where indexrelid = 'invites_code_c'::regclass");

    database.flyway().migrate();

    assertThat(sql.queryForList(OTHERWISE_COLLATED, String.class)).isEmpty();
    assertThat(sql.queryForList("select 1 from pg_index where not indisvalid")).isEmpty();
  }

  private @Nullable String plan(String query) {
    return sql.execute(
        (StatementCallback<String>)
            statement -> {
              statement.execute("set enable_seqscan = off");
              try (ResultSet lines = statement.executeQuery("explain " + query)) {
                StringBuilder plan = new StringBuilder();
                while (lines.next()) {
                  plan.append(lines.getString(1)).append('\n');
                }
                return plan.toString();
              }
            });
  }

  private Map<String, Long> files(Collection<String> names) {
    List<String> all = new ArrayList<>(names);
    all.addAll(TABLES);
    return sql
        .query(
            FILES,
            (row, _) -> Map.entry(row.getString(1), row.getLong(2)),
            (Object) all.toArray(String[]::new))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
