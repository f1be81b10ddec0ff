package dev.admitone.processor.adoption;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Notes adopted codes, so that the sweep publishes them in the invites topic. */
final class NotedCodes {

  private static final String NOTE =
      """
      with next as (
        select m.code from adopted_invites m
        where m.code > ?
        order by m.code
        limit ?),
      noted as (insert into invite_refreshes (code) select n.code from next n)
      select max(n.code) from next n
      """;

  private final JdbcTemplate jdbc;

  NotedCodes(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes the next ones after a code and returns the last of them; empty: there are no more. */
  Optional<String> noteAfter(@Nullable String code, int countMax) {
    return Optional.ofNullable(
        jdbc.queryForObject(NOTE, String.class, code == null ? "" : code, countMax));
  }
}
