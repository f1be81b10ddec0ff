package dev.admitone.processor.adoption;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.embedded.SharedServices;
import dev.admitone.processor.adoption.inspection.AdoptionReport;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A database as an older application has it: invites, uses, the function with the row lock, columns
 * of its own, and its own history of migrations. Admit One's schema is beside it.
 */
final class OldApplication {

  static final String OWN_SCHEMA = "admit_one";

  private static final String TEMPLATE = "old_template";
  private static boolean hasTemplate;

  final OldShape shape;
  final String schema;
  private final String url;

  private OldApplication(OldShape shape, String schema, String url) {
    this.shape = shape;
    this.schema = schema;
    this.url = url;
  }

  /** In the usual schema, with Admit One's tables beside it. */
  static OldApplication create(OldShape shape) {
    return create(shape, "public");
  }

  static OldApplication create(OldShape shape, String schema) {
    return in(SharedServices.database().createDatabase(newName()), shape, schema);
  }

  /** As {@code adopt --apply} finds it once it has migrated. */
  static OldApplication migrated(OldShape shape) {
    return migrated(shape, "public");
  }

  static OldApplication migrated(OldShape shape, String schema) {
    makeTemplate();
    return in(SharedServices.database().createDatabase(newName(), TEMPLATE), shape, schema);
  }

  /** Migrations take longer than most tests. */
  private static synchronized void makeTemplate() {
    if (!hasTemplate) {
      Flyway.configure()
          .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
          .dataSource(source(SharedServices.database().createDatabase(TEMPLATE), OWN_SCHEMA))
          .defaultSchema(OWN_SCHEMA)
          .load()
          .migrate();
      hasTemplate = true;
    }
  }

  private static String newName() {
    return "old_" + UUID.randomUUID().toString().replace('-', '_');
  }

  private static OldApplication in(String url, OldShape shape, String schema) {
    OldApplication old = new OldApplication(shape, schema, url);
    old.sql().execute("create schema if not exists " + schema);
    old.sql()
        .execute(
            """
      create table flyway_schema_history (installed_rank integer, script text);
      create table invites (
        id %1$s primary key,
        code text not null unique,
        max_uses integer,
        current_uses integer not null default 0,
        expires_at timestamptz,
        is_active boolean not null default true,
        note text default 'none',
        created_at timestamptz not null default now());
      create table invite_uses (
        id %1$s primary key,
        invite_id %2$s not null,
        used_by %3$s not null,
        used_at timestamptz not null default now(),
        ip text);
      create function use_invite_code(wanted text, user_id %3$s) returns boolean
      language plpgsql as $$
      declare
        invite invites%%rowtype;
      begin
        select * into invite from invites where code = wanted for update nowait;
        if not found or not invite.is_active or invite.current_uses >= invite.max_uses then
          return false;
        end if;
        if exists (
          select from invite_uses u where u.invite_id = invite.id and u.used_by = user_id) then
          return false;
        end if;
        insert into invite_uses (invite_id, used_by%4$s) values (invite.id, user_id%5$s);
        update invites set current_uses = current_uses + 1 where id = invite.id;
        return true;
      end
      $$;
      """
                .formatted(
                    shape.id,
                    shape.idType,
                    shape.userType,
                    shape.underRules(", source"),
                    shape.underRules(", 'function'")));
    old.sql().execute(shape.rules());
    return old;
  }

  /** What the older application sees. */
  JdbcTemplate sql() {
    return new JdbcTemplate(source(schema));
  }

  /** A connection of the older application, which the caller closes. */
  Connection connect() throws SQLException {
    return source(schema).getConnection();
  }

  /** What Admit One sees. */
  JdbcTemplate ledger() {
    return new JdbcTemplate(source(OWN_SCHEMA));
  }

  void invite(String code, @Nullable Integer maxUses) {
    sql()
        .update(
            "insert into invites (code, max_uses%s) values (?, ?%s)"
                .formatted(shape.underRules(", owner"), shape.underRules(", 'shop'")),
            code,
            maxUses);
  }

  /** A row as a race left it: counted or not. */
  void use(String code, int user, String usedAt) {
    sql()
        .update(
            """
            insert into invite_uses (invite_id, used_by, used_at, ip%s)
            select id, ?::%s, ?::timestamptz, '192.0.2.7'%s from invites where code = ?
            """
                .formatted(
                    shape.underRules(", source"), shape.userType, shape.underRules(", 'race'")),
            user(user),
            usedAt,
            code);
  }

  /** The old function. */
  boolean redeem(String code, int user) {
    return Boolean.TRUE.equals(
        sql()
            .queryForObject(
                "select use_invite_code(?, ?::%s)".formatted(shape.userType),
                Boolean.class,
                code,
                user(user)));
  }

  /** A user's id that is a UUID and a text. */
  static String user(int number) {
    return "00000000-0000-4000-8000-%012d".formatted(number);
  }

  void adopt(Consumer<String> progress) {
    adopt(Map.of(), 3, progress);
  }

  void adopt(Map<String, String> codes, int batchRows, Consumer<String> progress) {
    try (AdoptionSession session = open()) {
      new Adoption(session, new AdoptionOptions(schema, codes, batchRows), progress).run();
    }
  }

  AdoptionReport report() {
    return report(Map.of());
  }

  AdoptionReport report(Map<String, String> codes) {
    try (AdoptionSession session = open()) {
      return new Adoption(session, new AdoptionOptions(schema, codes, 3), _ -> {}).report();
    }
  }

  AdoptionSession open() {
    return AdoptionSession.open(source("public"), OWN_SCHEMA);
  }

  void rollBack() throws IOException {
    ledger()
        .execute(new ClassPathResource("db/rollback/V20__adoption.sql").getContentAsString(UTF_8));
  }

  /** Each code of Admit One with its count and the number of its rows. */
  List<String> counts() {
    return ledger()
        .query(
            """
            select i.code, i.current_uses, count(u.id)
            from invites i left join invite_uses u on u.invite_id = i.id
            group by i.id order by i.code
            """,
            (row, _) -> "%s %d %d".formatted(row.getString(1), row.getLong(2), row.getLong(3)));
  }

  /** With which the command reaches it. */
  String[] settings() {
    return new String[] {
      "--spring.datasource.url=" + url,
      "--spring.datasource.username=" + SharedServices.database().username(),
      "--admit-one.processor.schema=" + OWN_SCHEMA
    };
  }

  private PGSimpleDataSource source(String searched) {
    return source(url, searched);
  }

  private static PGSimpleDataSource source(String url, String searched) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(SharedServices.database().username());
    source.setCurrentSchema(searched);
    return source;
  }
}
