package dev.admitone.processor.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.admitone.testsupport.OldFunction;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

@Tag("services")
class MigrationTest {

  /**
   * All that a migration makes: relations with their indexes, functions, types, triggers,
   * constraints.
   */
  private static final String CATALOG =
      """
      select kind || ' ' || name from (
        select 'relation' kind, relname::text name, relnamespace ns from pg_class
        union all select 'function', proname, pronamespace from pg_proc
        union all select 'type', typname, typnamespace from pg_type where typtype in ('e', 'd', 'r')
        union all select 'trigger', tgname, relnamespace
          from pg_trigger join pg_class on pg_class.oid = tgrelid
        union all select 'constraint', conname, connamespace from pg_constraint
      ) made
      where ns = 'public'::regnamespace and name not like 'flyway%'
      order by 1
      """;

  private static final String PROFILE =
      """
      insert into profiles (user_id, email, username, phone, invite_use_id, display_name,
                            password_hash, created_at)
      values (?, ?, ?, ?, gen_random_uuid(), 'name', 'hash', now())
      """;

  private final TestDatabase database = TestDatabase.empty();
  private final JdbcTemplate sql = database.sql();

  @Test
  void theRollBackScriptsTakeEverythingBackAndTheMigrationsCanBeMadeAgain() throws IOException {
    int count = migrate().migrationsExecuted;
    assertThat(rollBacks()).hasSize(count);
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

    sql.execute(OldFunction.definition());
    for (String version : rollBacks().keySet()) {
      theOldWayWorksFor("before-" + version);
      takeBack(version);
    }
    sql.execute("drop function " + OldFunction.NAME);
    assertThat(catalog()).isEmpty();

    assertThat(migrate().migrationsExecuted).isEqualTo(count);
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
  void theRollBackOfTheirFormsLeavesTheProfilesAndTheirFormsAreCheckedAgainAfterTheNextMigration()
      throws IOException {
    migrate();
    sql.update(PROFILE, "ann", "a@b.co", "ann", "+15555551234");
    for (String version : rollBacks().headMap("2").keySet()) {
      takeBack(version);
    }
    sql.update(PROFILE, "bob", "o'b@b.co", "b", "+1");
    assertThat(sql.queryForList("select user_id from profiles order by 1", String.class))
        .containsExactly("ann", "bob");
    sql.update("delete from profiles where user_id = 'bob'");
    migrate();
    for (List<String> refused :
        List.of(
            List.of("bob", "bo@b.co", "\u00e4nn", "+15555551235"),
            List.of("bob", "b\u00f6@b.co", "bob", "+15555551235"),
            List.of("bob", "bo@b.co", "bob", "15555551235"),
            List.of("bob", "A@B.CO", "bob", "+15555551235"),
            List.of("bob", "bo@b.co", "ANN", "+15555551235"),
            List.of("bob", "bo@b.co", "bob", "+15555551234"),
            List.of("ann", "bo@b.co", "bob", "+15555551235"))) {
      assertThatExceptionOfType(DataIntegrityViolationException.class)
          .as(refused.toString())
          .isThrownBy(() -> sql.update(PROFILE, refused.toArray()));
    }
  }

  @Test
  void theOutcomesAreThoseOfTheDomain() {
    migrate();
    List<@Nullable String> stored =
        sql.queryForList("select unnest(enum_range(null::redemption_outcome))::text", String.class);
    assertThat(stored).containsExactlyElementsOf(TestLedger.outcomeNames());
  }

  private void takeBack(String version) throws IOException {
    sql.execute(requireNonNull(rollBacks().get(version)));
    sql.update("delete from flyway_schema_history where version = ?", version);
  }

  /** The function redeems, once for each user, and the checklist's verification finds nothing. */
  private void theOldWayWorksFor(String user) {
    String call = "select %s('FULL', ?)".formatted(OldFunction.NAME);
    assertThat(sql.queryForObject(call, Boolean.class, user)).as(user).isTrue();
    assertThatExceptionOfType(DuplicateKeyException.class)
        .as(user)
        .isThrownBy(() -> sql.queryForObject(call, Boolean.class, user));
    assertThat(database.duplicates()).as(user).isEmpty();
    assertThat(database.countedAndActual("FULL"))
        .as(user)
        .satisfies(row -> assertThat(row.get("current_uses")).isEqualTo(row.get("actual_uses")));
  }

  private MigrateResult migrate() {
    return database.flyway().migrate();
  }

  private List<@Nullable String> catalog() {
    return sql.queryForList(CATALOG, String.class);
  }

  /** The scripts that take the versions back, the newest first. */
  private static SortedMap<String, String> rollBacks() throws IOException {
    SortedMap<String, String> newestFirst =
        new TreeMap<>(Comparator.<String>comparingInt(Integer::parseInt).reversed());
    var scripts = new PathMatchingResourcePatternResolver().getResources("classpath:db/rollback/*");
    for (Resource script : scripts) {
      String name = requireNonNull(script.getFilename());
      newestFirst.put(name.substring(1, name.indexOf("__")), script.getContentAsString(UTF_8));
    }
    return newestFirst;
  }
}
