package dev.admitone.processor.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Migrations under an owner that is no superuser, as operators and hosts of databases make it. */
@Tag("services")
class PlainOwnerTest {

  @Test
  void anOwnerThatMayNotMakeRolesMigratesWhereTheyExist() {
    NewDatabase.create().migrate(); // Makes the roles, which belong to the server.
    NewDatabase database = NewDatabase.create();
    JdbcTemplate superuser = database.sql();
    String owner = "owner_" + UUID.randomUUID().toString().replace('-', '_');
    superuser.execute("create role %s login nosuperuser nocreaterole".formatted(owner));
    String name = superuser.queryForObject("select current_database()", String.class);
    superuser.execute("alter database %s owner to %s".formatted(name, owner));

    new NewDatabase(new DriverManagerDataSource(database.url(), owner, "")).migrate();

    assertThat(database.flyway(null).info().pending()).isEmpty();
    assertThat(
            superuser.queryForObject(
                "select tableowner from pg_tables where tablename = 'invites'", String.class))
        .isEqualTo(owner);
    assertThat(
            superuser.queryForObject(
                "select has_table_privilege('admit_one_processor', 'invite_uses', 'insert')",
                Boolean.class))
        .isTrue();
  }
}
