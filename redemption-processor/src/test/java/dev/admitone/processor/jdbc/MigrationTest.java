package dev.admitone.processor.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

class MigrationTest {

  /** All that a migration makes: relations with their indexes, functions, types, triggers. */
  private static final String CATALOG =
      """
      select kind || ' ' || name from (
        select 'relation' kind, relname::text name, relnamespace ns from pg_class
        union all select 'function', proname, pronamespace from pg_proc
        union all select 'type', typname, typnamespace from pg_type where typtype in ('e', 'd', 'r')
        union all select 'trigger', tgname, relnamespace
          from pg_trigger join pg_class on pg_class.oid = tgrelid
      ) made
      where ns = 'public'::regnamespace and name not like 'flyway%'
      order by 1
      """;

  private static final List<String> NEWEST_FIRST =
      List.of("V4__processor_role", "V2__uses_by_sql", "V1__invites_and_ledger");

  private final TestDatabase database = TestDatabase.empty();
  private final JdbcTemplate sql = database.sql();

  @Test
  void theRollBackScriptTakesEverythingBackAndTheMigrationCanBeMadeAgain() throws IOException {
    assertThat(migrate().migrationsExecuted).isEqualTo(NEWEST_FIRST.size());
    List<@Nullable String> made = catalog();
    assertThat(made)
        .contains(
            "relation invites",
            "relation invite_uses",
            "relation redemption_decisions",
            "relation invite_releases",
            "relation profiles",
            "relation invite_refreshes",
            "relation idx_invite_uses_unique_per_user",
            "relation idx_invite_uses_lookup");
    sql.update("insert into invites (code) values ('FULL')");
    sql.update("insert into invite_uses (invite_id, used_by) select id, 'ann' from invites");

    for (String migration : NEWEST_FIRST) {
      sql.execute(script("db/rollback/%s.sql".formatted(migration)));
    }
    assertThat(catalog()).isEmpty();

    sql.update("delete from flyway_schema_history");
    assertThat(migrate().migrationsExecuted).isEqualTo(NEWEST_FIRST.size());
    assertThat(catalog()).isEqualTo(made);
    assertThat(sql.queryForObject("select count(*) from invites", Long.class)).isZero();
  }

  @Test
  void usesOfBeforeAreTheProcessorsWhereADecisionSaysSo() {
    database.flyway("1").migrate();
    sql.update("insert into invites (code) values ('CODE')");
    sql.update(
        """
        insert into invite_uses (id, invite_id, used_by)
        select i.id, i.id, 'processor' from invites i union all
        select gen_random_uuid(), i.id, 'sql' from invites i
        """);
    sql.update(
        """
        insert into redemption_decisions
        select id, 'CODE', 'processor', 'REDEEMED', now(), 0, decode(repeat('00', 16), 'hex')
        from invites
        """);

    migrate();

    assertThat(sql.queryForList("select used_by from invite_uses where by_sql", String.class))
        .containsExactly("sql");
    sql.update("insert into invite_uses (invite_id, used_by) select id, 'later' from invites");
    assertThat(
            sql.queryForList(
                "select used_by from invite_uses where by_sql order by 1", String.class))
        .containsExactly("later", "sql");
  }

  @Test
  void migratingAgainDoesNothing() {
    migrate();
    assertThat(migrate().migrationsExecuted).isZero();
    database.flyway().validate();
  }

  @Test
  void aUserHasAtMostOneUseOfAnInviteWhoeverWritesIt() {
    migrate();
    sql.update("insert into invites (code) values ('CODE')");
    String insert = "insert into invite_uses (invite_id, used_by) select id, 'ann' from invites";
    sql.update(insert);
    assertThatExceptionOfType(DataIntegrityViolationException.class)
        .isThrownBy(() -> sql.update(insert))
        .withMessageContaining("idx_invite_uses_unique_per_user");
  }

  @Test
  void aReleaseIsWrittenOnce() {
    migrate();
    String insert =
        """
        insert into invite_releases
        select gen_random_uuid(), '00000000-0000-0000-0000-000000000001',
               '00000000-0000-0000-0000-000000000002', 'ann', now(), 'operator', 'why', now()
        """;
    sql.update(insert);
    assertThatExceptionOfType(DataIntegrityViolationException.class)
        .isThrownBy(() -> sql.update(insert));
  }

  @Test
  void codesAreCanonicalAndNumbersNotNegative() {
    migrate();
    for (String values :
        List.of(
            "('ab', 1, 0)", "('abc', 1, 0)", "('A B', 1, 0)", "('ABC', -1, 0)", "('ABC', 1, -1)")) {
      assertThatExceptionOfType(DataIntegrityViolationException.class)
          .as(values)
          .isThrownBy(
              () ->
                  sql.update(
                      "insert into invites (code, max_uses, current_uses) values " + values));
    }
    assertThat(
            sql.update("insert into invites (code, max_uses, current_uses) values ('A_-', 0, 1)"))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from invites",
        "update invites set code = 'OTHER'",
        "update invites set id = gen_random_uuid()",
        "update invites set code = 'OTHER', version = version + 1"
      })
  void anInviteIsKeptUnderItsCodeAndId(String statement) {
    migrate();
    sql.update("insert into invites (code) values ('KEPT')");

    assertThatExceptionOfType(DataIntegrityViolationException.class)
        .isThrownBy(() -> sql.update(statement))
        .withMessageContaining("invite KEPT is kept")
        .withMessageContaining("Revoke it instead");
    assertThat(sql.queryForList("select code from invites", String.class)).containsExactly("KEPT");
  }

  @Test
  void timesAreFiniteBecauseTheTopicsCannotSayOthers() {
    migrate();
    sql.update("insert into invites (code, expires_at) values ('CODE', '9999-12-31')");
    for (String column : List.of("starts_at", "expires_at", "revoked_at")) {
      for (String time : List.of("infinity", "-infinity", "10000-01-01", "0001-01-01 BC")) {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
            .as(column + " " + time)
            .isThrownBy(() -> sql.update("update invites set " + column + " = '" + time + "'"));
      }
    }
  }

  @Test
  void theOutcomesAreThoseOfTheDomain() {
    migrate();
    List<@Nullable String> stored =
        sql.queryForList("select unnest(enum_range(null::redemption_outcome))::text", String.class);
    assertThat(stored).containsExactlyElementsOf(TestLedger.outcomeNames());
  }

  private MigrateResult migrate() {
    return database.flyway().migrate();
  }

  private List<@Nullable String> catalog() {
    return sql.queryForList(CATALOG, String.class);
  }

  private static String script(String name) throws IOException {
    try (InputStream file = MigrationTest.class.getClassLoader().getResourceAsStream(name)) {
      return new String(requireNonNull(file).readAllBytes(), UTF_8);
    }
  }
}
