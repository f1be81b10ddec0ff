package dev.admitone.processor.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the processor's role may do. That it is enough, all tests show that run a processor: they
 * run it under this role.
 */
@Tag("services")
@Tag("essential")
class LeastPrivilegeTest {

  private static final String GRANTS =
      """
      select table_name || ': ' || string_agg(distinct lower(privilege_type), ', '
             order by lower(privilege_type))
      from (
        select table_name, privilege_type from information_schema.role_table_grants
          where grantee = current_user
        union all
        select table_name, privilege_type || ' of ' || column_name
          from information_schema.column_privileges columns
          where grantee = current_user
            and (privilege_type = 'UPDATE'
                   and table_name not in ('healing_codes', 'ledger_places')
                 or privilege_type = 'INSERT' and table_name = 'invite_refreshes')
      ) granted
      group by table_name
      order by table_name
      """;

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private final JdbcTemplate sql = DATABASE.sqlOfTheProcessor();

  @Test
  void isGrantedWhatItNeedsAndNothingElse() {
    List<@Nullable String> grants = sql.queryForList(GRANTS, String.class);
    assertThat(grants)
        .containsExactly(
            "adopted_duplicates: select, update of used_by",
            "count_repairs: insert, select",
            "healing_codes: delete, insert, select, update",
            "invite_refreshes: delete, insert of code, insert of due_at, select, update of"
                + " noted_at",
            "invite_releases: insert, select, update of used_by",
            "invite_sql_changes: select, update of first_position, update of used_by",
            "invite_uses: delete, insert, select, update of used_by",
            "invites: insert, select, update of changed_at, update of current_uses, update of"
                + " erased_under, update of expires_at, update of max_uses, update of revoked_at,"
                + " update of sql_version, update of starts_at, update of version",
            "ledger: select",
            "ledger_places: insert, select, update",
            "profiles: delete, insert, select",
            "redemption_decisions: insert, select, update of used_by");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table loot (id int)",
        "create schema loot",
        "create function loot() returns int language sql return 1",
        "create role loot",
        "create extension pg_stat_statements",
        "drop table profiles",
        "alter table invites add column loot int",
        "alter table redemption_decisions disable trigger all",
        "drop trigger invites_keep on invites",
        "drop index idx_invite_uses_unique_per_user",
        "truncate invite_uses",
        "delete from invites",
        "delete from redemption_decisions",
        "delete from invite_releases",
        "truncate profiles",
        "delete from ledger_places",
        "delete from ledger",
        "update ledger set id = gen_random_uuid()",
        "alter function move_ledger_places rename to loot",
        "update redemption_decisions set outcome = 'REDEEMED'",
        "update invite_releases set reason = 'none'",
        "update count_repairs set uses = 0",
        "delete from count_repairs",
        "update invite_uses set invite_id = gen_random_uuid()",
        "update invite_sql_changes set new_values = null",
        "delete from invite_sql_changes",
        "select * from uncounted_uses",
        "select note_uncounted(gen_random_uuid(), 1, 0)",
        "update profiles set phone = ''",
        "update invites set code = 'OTHER'",
        "update flyway_schema_history set success = false",
        "select * from flyway_schema_history",
        "select * from pg_authid",
        "copy invites to program 'cat'",
        "set session_replication_role = replica",
      })
  void isRefusedAllElse(String statement) {
    requireRefused(statement);
  }

  /**
   * The trigger's function runs as the owner of the tables. On a table of one's own it would meet a
   * type of one's own, and call that type's cast as the owner, which may do anything.
   */
  @Test
  void cannotRunTheOwnersFunctionOnATableOfItsOwn() {
    requireRefused(
        """
        create type pg_temp.bait as (code text);
        create function pg_temp.text(pg_temp.bait) returns text language plpgsql as
          $$ begin create role loot; return 'BAIT'; end $$;
        create cast (pg_temp.bait as text) with function pg_temp.text as assignment;
        create temp table trap (code pg_temp.bait, version bigint);
        create trigger trap before insert on trap
          for each row execute function public.invites_changed_by_sql();
        insert into trap values (row('BAIT'), 0);
        """);
    assertThat(sql.queryForList("select from pg_roles where rolname = 'loot'")).isEmpty();
  }

  private void requireRefused(String statement) {
    assertThatThrownBy(() -> sql.execute(statement))
        .rootCause()
        .isInstanceOfSatisfying(
            SQLException.class,
            refused -> assertThat(refused.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
  }
}
