package dev.admitone.processor.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.embedded.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@Tag("services")
@Tag("essential")
class MigratorTest {

  private static final String RIGHTS =
      """
      select table_name || ' ' || privilege_type || ' ' || coalesce(column_name, '') from (
        select grantee, table_name, privilege_type, null as column_name
        from information_schema.role_table_grants
        union all
        select grantee, table_name, privilege_type, column_name
        from information_schema.column_privileges
        union all
        select grantee, routine_name, privilege_type, null
        from information_schema.role_routine_grants
        union all
        select r.rolname, n.nspname, granted.privilege_type, null
        from pg_namespace n, aclexplode(n.nspacl) granted join pg_roles r on r.oid = granted.grantee
      ) rights
      where grantee = ?
      order by 1
      """;

  private final NewDatabase database = NewDatabase.create();

  @Test
  void eachMigrationHasItsQuestionThatIsAnsweredNoBeforeItAndYesAfterIt() throws Exception {
    List<String> scripts = NewDatabase.scripts();
    for (String script : scripts) {
      var question = new ClassPathResource("db/applied/" + script);
      assertThat(question.exists()).as(script).isTrue();
      String sql = question.getContentAsString(UTF_8);
      assertThat(database.sql().queryForObject(sql, Boolean.class)).as(script).isFalse();
      database.applyByHand(script);
      assertThat(database.sql().queryForObject(sql, Boolean.class)).as(script).isTrue();
    }

    database.migrate();

    assertThat(database.flyway(null).info().pending()).isEmpty();
    database.flyway(null).validate();
    assertThat(
            database
                .sql()
                .queryForList(
                    "select script from flyway_schema_history where type = 'SQL' order by"
                        + " installed_rank",
                    String.class))
        .containsExactlyElementsOf(scripts);
  }

  @Test
  void whatWasAppliedByHandOnTopOfFlywaysOwnIsRecordedAndTheRestIsMade() throws Exception {
    var some =
        Flyway.configure()
            .configuration(database.flyway(null).getConfiguration())
            .target("3")
            .load();
    some.migrate();
    for (String script : NewDatabase.scripts().subList(3, 6)) {
      database.applyByHand(script);
    }

    database.migrate();

    assertThat(database.flyway(null).info().pending()).isEmpty();
  }

  @Test
  void aScriptThatFailedHalfWayIsMadeAgain() throws Exception {
    for (String script : NewDatabase.scripts().subList(0, 6)) {
      database.applyByHand(script);
    }
    database.sql().execute("insert into invites (code) values ('KEPT')");
    // A view on a column keeps its type, and so its collation.
    database.sql().execute("create view report as select code from invites");
    assertThatThrownBy(database::migrate)
        .isInstanceOf(DatabaseUnusableException.class)
        .hasMessageContaining("view report depends on column");

    database.sql().execute("drop view report");
    database.migrate();

    assertThat(database.flyway(null).info().pending()).isEmpty();
    assertThat(database.sql().queryForList("select code from invites", String.class))
        .containsExactly("KEPT");
    assertThat(database.sql().queryForList("select relname from pg_class where relname ~ '_c$'"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create table shop (id int) | has tables of another application: shop",
        "create view prices as select 1 | has tables of another application: prices",
        "create table flyway_schema_history (installed_rank int, script text, success boolean);"
            + " insert into flyway_schema_history values (1, 'V1__shop.sql', true) | belongs to"
            + " another application",
        "create table flyway_schema_history (note text) | belongs to another application",
      })
  void aSchemaOfOthersIsLeftAsItIs(String before, String message) {
    database.sql().execute(before);

    assertThatThrownBy(database::migrate)
        .isInstanceOfSatisfying(
            DatabaseUnusableException.class,
            refused -> {
              assertThat(refused).hasMessageContaining("The schema public " + message);
              assertThat(refused.whatToDo())
                  .contains("admit-one.processor.schema", "docs/how-to/set-up-the-database.md");
            });
    assertThat(database.sql().queryForList("select to_regclass('invites')", String.class))
        .containsExactly((String) null);
  }

  @Test
  void functionsOfOthersAreNoObstacle() {
    database.sql().execute("create function use_invite_code() returns int language sql return 1");
    database.migrate();
    assertThat(database.flyway(null).info().pending()).isEmpty();
  }

  @Test
  void anotherSchemaHoldsAllAndItsTriggersWork() {
    database.sql().execute("create table shop (id int)");

    Migrator.migrate(database.flyway("Admission"), Map.of());

    assertThat(
            database
                .sql()
                .queryForList(
                    "select tablename from pg_tables where schemaname = 'public'", String.class))
        .containsExactly("shop");
    NewDatabase there = NewDatabase.at(database.url() + "?currentSchema=%22Admission%22");
    there.sql().execute("insert into invites (code, max_uses) values ('CODE', 1)");
    there
        .sql()
        .execute("insert into invite_uses (invite_id, used_by) select id, 'ann' from invites");
    assertThat(there.sql().queryForObject("select current_uses from invites", Long.class))
        .isEqualTo(1);
    // Again, as at each start.
    Migrator.migrate(database.flyway("Admission"), Map.of());
  }

  @Test
  void rightsThatAreGoneComeBack() {
    database.migrate();
    Map<ServiceRoles.Role, List<@Nullable String>> rights = rights();
    assertThat(rights.get(ServiceRoles.Role.PROCESSOR))
        .contains("invites UPDATE max_uses", "flyway_schema_history SELECT ");
    assertThat(rights.get(ServiceRoles.Role.READER))
        .contains("invites SELECT ", "profiles SELECT user_id", "public USAGE ");
    assertThat(rights.get(ServiceRoles.Role.CONSOLE))
        .containsExactly("console CREATE ", "console USAGE ");

    for (ServiceRoles.Role role : ServiceRoles.Role.values()) {
      database.sql().execute("drop owned by " + role.username());
    }
    assertThat(rights().values()).allSatisfy(none -> assertThat(none).isEmpty());
    database.sql().execute("drop schema console");
    database.migrate();

    assertThat(rights()).isEqualTo(rights);
  }

  /**
   * As where a dump was restored on another server: a dump has no roles, and its rows are there.
   */
  @Test
  void rolesThatAreGoneComeBackWithWhatTheyMayDo(@TempDir Path directory) {
    try (EmbeddedDatabase server = EmbeddedDatabase.start(directory.resolve("database"), 0)) {
      NewDatabase restored = NewDatabase.at(server.jdbcUrl());
      restored.migrate();
      restored.sql().execute("insert into invites (code) values ('KEPT')");
      for (ServiceRoles.Role role : ServiceRoles.Role.values()) {
        restored.sql().execute("drop owned by " + role.username());
        restored.sql().execute("drop role " + role.username());
      }

      restored.migrate();

      for (ServiceRoles.Role role :
          List.of(ServiceRoles.Role.PROCESSOR, ServiceRoles.Role.READER)) {
        assertThat(as(role, restored).queryForList("select code from invites", String.class))
            .as(role.username())
            .containsExactly("KEPT");
      }
      as(ServiceRoles.Role.CONSOLE, restored).execute("create table console.kept (id int)");
    }
  }

  @Test
  void theReaderChangesNothingAndSeesNothingOfAProfile() {
    database.migrate();
    JdbcTemplate reader = as(ServiceRoles.Role.READER, database);
    assertThat(reader.queryForList("select code from invites")).isEmpty();
    assertThat(reader.queryForList("select user_id from profiles")).isEmpty();
    for (String forbidden :
        List.of(
            "select email from profiles",
            "select * from profiles",
            "select fingerprint from redemption_decisions",
            "insert into invites (code) values ('CODE')",
            "update invites set max_uses = 1",
            "update ledger_places set reason = null",
            "delete from invite_uses",
            "create table here (id int)",
            "create table console.here (id int)")) {
      assertThatThrownBy(() -> reader.execute(forbidden))
          .as(forbidden)
          .rootCause()
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void theConsoleKeepsTablesOfItsOwnAndSeesNothingOfTheLedger() {
    Migrator.migrate(database.flyway("Admission"), Map.of());
    JdbcTemplate console = as(ServiceRoles.Role.CONSOLE, database);
    console.execute("create table \"Admission_console\".kept (id int)");
    assertThatThrownBy(() -> console.execute("select from \"Admission\".invites"))
        .rootCause()
        .hasMessageContaining("permission denied");
  }

  /** The server lets each user in without a password. */
  private static JdbcTemplate as(ServiceRoles.Role role, NewDatabase database) {
    database.sql().execute("alter role %s login".formatted(role.username()));
    return new JdbcTemplate(new DriverManagerDataSource(database.url(), role.username(), ""));
  }

  @Test
  void ofManyAtOnceOneWorksAndTheOthersWait() {
    CompletableFuture<?>[] all =
        Stream.generate(
                () ->
                    CompletableFuture.runAsync(
                        database::migrate, task -> Thread.ofPlatform().start(task)))
            .limit(3)
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(all).join();
    assertThat(database.flyway(null).info().pending()).isEmpty();
  }

  private Map<ServiceRoles.Role, List<@Nullable String>> rights() {
    Map<ServiceRoles.Role, List<@Nullable String>> rights = new EnumMap<>(ServiceRoles.Role.class);
    for (ServiceRoles.Role role : ServiceRoles.Role.values()) {
      rights.put(role, database.sql().queryForList(RIGHTS, String.class, role.username()));
    }
    return rights;
  }
}
