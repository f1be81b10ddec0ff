package dev.admitone.processor.adoption;

import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Tells the operator of the function that waits for its lock. Adopting does not put it into the
 * place of the older application's: that one may do more.
 */
final class FunctionAdvice {

  private static final String IS_CALLED =
      """
      select to_regproc('use_invite_code') is null or exists (
        select from pg_proc p
        where p.pronamespace = to_regnamespace(?)
          and position(format('%I.use_invite_code', current_schema()) in p.prosrc) > 0)
      """;

  private static final String NAME = "select format('%I.use_invite_code', current_schema())";

  /** With the names of the parameters as they are, which cannot be changed. */
  private static final String REPLACEMENT =
      """
      select format(
        E'create or replace function %s.use_invite_code(%s) returns boolean'
          || E' language sql%s\n    as $$ select %I.use_invite_code($1, $2) $$;',
        p.pronamespace::regnamespace, pg_get_function_arguments(p.oid),
        case when p.prosecdef then ' security definer' else '' end, current_schema())
      from pg_proc p
      join pg_proc waiting on waiting.oid = to_regproc('use_invite_code')
      where p.pronamespace = to_regnamespace(?) and p.proname = 'use_invite_code'
        and p.prokind = 'f' and p.prorettype = 'boolean'::regtype and not p.proretset
        and p.proargtypes = waiting.proargtypes
      """;

  private final JdbcTemplate jdbc;

  FunctionAdvice(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A paragraph, unless a function of the old schema calls it already.
   *
   * @param oldSchema quoted
   */
  Optional<String> of(String oldSchema) {
    if (Boolean.TRUE.equals(jdbc.queryForObject(IS_CALLED, Boolean.class, oldSchema))) {
      return Optional.empty();
    }
    String name = String.valueOf(jdbc.queryForObject(NAME, String.class));
    return Optional.of(
        jdbc.query(REPLACEMENT, (row, _) -> row.getString(1), oldSchema).stream()
            .findFirst()
            .map(
                statement ->
                    "The function %s waits for its lock. The older application calls it after this"
                            .formatted(name)
                        + " statement; keep a copy of its own function for the way back:\n"
                        + statement)
            .orElse(
                "The function %s waits for its lock: let the older application call it."
                    .formatted(name)));
  }
}
