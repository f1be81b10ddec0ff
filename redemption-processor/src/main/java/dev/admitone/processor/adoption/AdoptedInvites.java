package dev.admitone.processor.adoption;

import dev.admitone.processor.adoption.inspection.AdoptedCode;
import dev.admitone.processor.adoption.inspection.CanonicalCodes;
import dev.admitone.processor.adoption.inspection.FindingKind;
import dev.admitone.processor.adoption.inspection.OldCode;
import dev.admitone.processor.adoption.tables.OldTables;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Table {@code adopted_invites}: for each old invite the id and the code that it has in Admit One,
 * and how many of its uses are copied. Made with the old ids' own type, so that the views find a
 * row by its old id.
 */
final class AdoptedInvites {

  private static final String INDEX_OF_SPELLINGS =
      "create index if not exists adopted_invites_old_code on adopted_invites (old_code)";

  private static final String KEEP_SPELLING =
      """
      insert into invite_old_codes (old, code) values (?, ?)
      on conflict (old) do update set code = excluded.code
      """;

  private static final String FORGET_SPELLINGS =
      """
      delete from invite_old_codes c
      where not exists (select from adopted_invites m where m.old_code = c.old)
      """;

  private final JdbcTemplate jdbc;
  private final OldTables tables;

  AdoptedInvites(JdbcTemplate jdbc, OldTables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  void create() {
    jdbc.execute(
        """
      create table if not exists adopted_invites (
        old_id    %1$s not null,
        old_code  text collate "C",
        code      text collate "C",
        held_back text,
        invite_id uuid not null,
        uses      bigint not null default 0,
        constraint adopted_invites_pkey primary key (old_id),
        constraint adopted_invites_code_key unique (code),
        constraint adopted_invites_invite_key unique (invite_id)
      )
      """
            .formatted(tables.inviteIdType()));
    jdbc.execute(INDEX_OF_SPELLINGS);
  }

  /**
   * Resolves the codes of the invites that have none yet. The table then has a row for each invite
   * that the transaction sees.
   */
  void resolve(Map<String, String> decided) {
    if (!tables.switched()) {
      // A code that gives its name away would meet the one that takes it.
      jdbc.update(
          """
      update adopted_invites m set code = null
      from %1$s o
      where o.id = m.old_id and m.code is not null and m.old_code is distinct from o.code::text
      """
              .formatted(tables.invites().qualified()));
    }
    // New ones, those that were respelled since, and those that are held back.
    List<OldCode> unresolved =
        jdbc.query(
            """
      select o.id::text, o.code::text, o.max_uses < 0
      from %1$s o
      left join adopted_invites m on m.old_id = o.id
      where m.old_id is null or m.code is null or m.old_code is distinct from o.code::text
      """
                .formatted(tables.invites().qualified()),
            (row, _) -> new OldCode(row.getString(1), row.getString(2), row.getBoolean(3)));
    if (unresolved.isEmpty()) {
      return;
    }
    Set<String> taken =
        new HashSet<>(
            jdbc.query(
                """
      select i.code from invites i
      where not exists (
        select from adopted_invites m
        join %1$s o on o.id = m.old_id
        where m.code = i.code and m.invite_id = i.id
          and m.old_code is not distinct from o.code::text)
      union
      select m.code from adopted_invites m
      join %1$s o on o.id = m.old_id
      where m.code is not null and m.old_code is not distinct from o.code::text
      """
                    .formatted(tables.invites().qualified()),
                (row, _) -> row.getString(1)));
    keep(new CanonicalCodes(decided).of(unresolved, taken));
  }

  private void keep(Collection<AdoptedCode> codes) {
    String keep =
        """
      insert into adopted_invites (old_id, old_code, code, held_back, invite_id)
      select n.old_id::%1$s, n.old_code, n.code, n.held_back, %2$s
      from (select ?::text as old_id, ?::text as old_code, ?::text as code, ?::text as held_back) n
      on conflict (old_id) do update
      set old_code = excluded.old_code, code = excluded.code, held_back = excluded.held_back
      """
            .formatted(
                tables.inviteIdType(),
                tables.inviteIds().toUuid("n.old_id::" + tables.inviteIdType()));
    jdbc.batchUpdate(
        keep,
        codes,
        AdoptionOptions.BATCH_ROWS,
        (statement, code) -> {
          statement.setString(1, code.old().id());
          statement.setString(2, code.old().spelling());
          statement.setString(3, code.code());
          FindingKind heldBack = code.heldBack();
          statement.setString(4, heldBack == null ? null : heldBack.name());
        });
    List<AdoptedCode> respelled = codes.stream().filter(AdoptedCode::isRespelled).toList();
    jdbc.batchUpdate(
        KEEP_SPELLING,
        respelled,
        AdoptionOptions.BATCH_ROWS,
        (statement, code) -> {
          statement.setString(1, code.old().spelling());
          statement.setString(2, code.code());
        });
  }

  /** Deletes what the older application deleted since. */
  void deleteGone() {
    jdbc.update(
        """
      with gone as (
        delete from adopted_invites m
        where not exists (select from %1$s o where o.id = m.old_id)
        returning m.invite_id),
      forgotten as (
        delete from adopted_duplicates d using gone where d.invite_id = gone.invite_id)
      delete from invite_uses u using gone where u.invite_id = gone.invite_id
      """
            .formatted(tables.invites().qualified()));
    jdbc.update(FORGET_SPELLINGS);
  }
}
