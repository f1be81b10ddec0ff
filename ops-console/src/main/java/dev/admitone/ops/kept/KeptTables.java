package dev.admitone.ops.kept;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes the console's own tables, step by step. A step that was published never changes: what is
 * new is a further step at the end.
 */
final class KeptTables {

  /** One console after the other; the number is this project's alone. */
  private static final long LOCK = 4_711_082_017L;

  private static final String FIRST =
      """
      create table audit (
          id          uuid        not null,
          asked_at    timestamptz not null,
          asked_by    text        not null,
          action      text        not null,
          target      text        not null,
          reason      text        not null,
          old_values  jsonb,
          new_values  jsonb,
          request_ids uuid[]      not null,
          state       text        not null,
          outcome     text,
          constraint audit_pkey primary key (id)
      );
      create index audit_by_time on audit (asked_at desc, id desc);
      create index audit_by_target on audit (target, asked_at desc, id desc);
      create index audit_by_operator on audit (asked_by, asked_at desc, id desc);
      create table revocations (
          id           uuid        not null,
          state        text        not null,
          filter       jsonb       not null,
          reason       text        not null,
          codes        bigint      not null default 0,
          revoked      bigint      not null default 0,
          refused      bigint      not null default 0,
          created_at   timestamptz not null default now(),
          created_by   text        not null,
          confirmed_at timestamptz,
          confirmed_by text,
          finished_at  timestamptz,
          worker       uuid,
          worked_until timestamptz,
          constraint revocations_pkey primary key (id)
      );
      create index revocations_open on revocations (confirmed_at) where state = 'CONFIRMED';
      create table revocation_codes (
          revocation_id uuid             not null,
          code          text collate "C" not null,
          outcome       text,
          constraint revocation_codes_pkey primary key (revocation_id, code)
      );
      create index revocation_codes_open on revocation_codes (revocation_id, code)
          where outcome is null;
      """;

  private static final List<String> STEPS =
      List.of(FIRST, DeadLetterTables.STEP, DeadLetterTables.TAKEN);

  private static final String BEGIN =
      """
      do $$
      begin
          perform pg_advisory_xact_lock(%d);
          if to_regclass('kept_steps') is null then
              create table kept_steps (
                  number  integer     not null,
                  done_at timestamptz not null default now(),
                  constraint kept_steps_pkey primary key (number)
              );
          end if;
      end
      $$
      """
          .formatted(LOCK);

  private KeptTables() {}

  /** Makes those that are missing; again it does nothing. */
  static void create(JdbcClient jdbc) {
    jdbc.sql(BEGIN).update();
    for (int i = 0; i < STEPS.size(); i++) {
      jdbc.sql(step(i + 1, STEPS.get(i))).update();
    }
  }

  /** The statements, unless they were carried out before. */
  private static String step(int number, String statements) {
    return """
        do $$
        begin
            perform pg_advisory_xact_lock(%1$d);
            if not exists (select from kept_steps where number = %2$d) then
                %3$s
                insert into kept_steps (number) values (%2$d);
            end if;
        end
        $$
        """
        .formatted(LOCK, number, statements);
  }
}
