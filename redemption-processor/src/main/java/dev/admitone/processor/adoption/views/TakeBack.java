package dev.admitone.processor.adoption.views;

import dev.admitone.processor.adoption.tables.OldColumn;
import dev.admitone.processor.adoption.tables.OldId;
import dev.admitone.processor.adoption.tables.OldTable;
import dev.admitone.processor.adoption.tables.OldTables;
import java.util.List;
import java.util.Set;

/**
 * The function {@code take_adoption_back()}, which the roll-back of the migration calls: the old
 * names are tables again, and have what was used, changed, created and released since.
 */
public final class TakeBack {

  private static final Set<String> CHANGING =
      Set.of("max_uses", "current_uses", "starts_at", "expires_at", "revoked_at", OldTables.ACTIVE);

  /** Where uses are named that the old table cannot have. */
  private static final String LEFT_OUT = "invite_uses_left_out";

  private static final String OWNS =
      """
      do $owner$
      begin
          execute format('alter function take_adoption_back() set search_path = %I, pg_temp',
                         current_schema());
      end
      $owner$
      """;

  private final OldTables tables;
  private final OldViews views;

  /** With the tables under the names that they are kept under. */
  public TakeBack(OldTables tables, OldViews views) {
    this.tables = tables;
    this.views = views;
  }

  /** The statements, in their order. */
  public List<String> statements() {
    OldRules rules = new OldRules(tables, views);
    UseFunction function = new UseFunction(tables);
    return List.of(
        """
      create or replace function take_adoption_back() returns void
          language plpgsql
          as $back$
          declare
              left_out bigint;
              keys_broken boolean := false;
          begin
              %1$s
              -- With the tables behind them, and in the order of the older application's calls:
              -- these would wait for a view that is dropped, with a lock that this waits for.
              lock table %2$s, %3$s in access exclusive mode;
              lock table invites, invite_uses in access exclusive mode;
              %4$s
              %5$s
              %6$s

              drop view %3$s, %2$s;
              alter table %7$s rename to invites;
              alter table %8$s rename to invite_uses;
              %9$s
              if keys_broken then
                  %10$s
              end if;
              drop trigger invites_created_beside_old_ones on invites;
              drop function invite_created_beside_old_ones();
              drop function old_invites_written();
              drop function old_uses_written();
              %11$s
              update adoption set step = 'TAKEN_BACK';
          end
          $back$
      """
            .formatted(
                function.lookForCallers(),
                views.invites(),
                views.uses(),
                rules.suspend(),
                rules.withKeys(bringBack()),
                leaveOut(),
                tables.invites().qualified(),
                tables.uses().qualified(),
                rules.restore(),
                rules.restoreKeys(),
                function.drop()),
        OWNS);
  }

  /** Brings the old tables after. A table with a check that is put off could not be altered. */
  private String bringBack() {
    List<OldColumn> known =
        tables.invites().written().stream().filter(tables::isKnownOfInvites).toList();
    List<OldColumn> changing =
        known.stream().filter(column -> CHANGING.contains(column.name())).toList();
    // Numbers come from where the older application takes them.
    boolean keepsIds =
        tables.useIds() == OldId.UUID || tables.uses().required("id").defaultValue() == null;
    return """
      update %1$s o set (%3$s) = row (%4$s)
              from %5$s v
              where v.id = o.id and (%6$s) is distinct from (%4$s);
              insert into %1$s (%7$s) overriding system value
              select %8$s from %5$s v
              where not exists (select from %1$s o where o.id = v.id);

              delete from %2$s o using adopted_duplicates d where o.id = d.old_id::%9$s;
              delete from %2$s o using adopted_invites m
              where m.old_id = o.invite_id and m.code is not null and o.used_by is not null
                  and not exists (
                      select from invite_uses u
                      where u.invite_id = m.invite_id and u.used_by = o.used_by::text);
              insert into %2$s (%11$sinvite_id, used_by, used_at) overriding system value
              select %12$sv.invite_id, v.used_by, v.used_at from %10$s v
              where v.used_by is not null and %13$s
                  and not exists (
                      select from %2$s o where o.invite_id = v.invite_id and o.used_by = v.used_by);
              set constraints all immediate;"""
        .formatted(
            tables.invites().qualified(),
            tables.uses().qualified(),
            OldViews.listed("", changing),
            OldViews.listed("v.", changing),
            views.invites(),
            OldViews.listed("o.", changing),
            OldViews.listed("", known),
            OldViews.listed("v.", known),
            tables.uses().required("id").type(),
            views.uses(),
            keepsIds ? "id, " : "",
            keepsIds ? "v.id, " : "",
            tables.usersAreTexts() ? tables.holdsUser("v.used_by::text") : "true");
  }

  /** Uses by users that the old column cannot hold are kept by name, and are counted no longer. */
  private String leaveOut() {
    String leftOut = OldTable.quoted(tables.schema()) + "." + LEFT_OUT;
    String limit =
        tables.canRevoke()
            ? ""
            : ", max_uses = case when l.revoked then o.current_uses - l.uses else o.max_uses end";
    return """
      create temporary table uses_left_out on commit drop as
              select m.old_id, m.old_code, u.used_by, u.used_at,
                     i.revoked_at is not null as revoked
              from invite_uses u
              join adopted_invites m on m.invite_id = u.invite_id
              join invites i on i.id = u.invite_id
              where not (%1$s);
              select count(*) into left_out from pg_temp.uses_left_out;
              if left_out > 0 then
                  create table if not exists %2$s (
                      invite_id %3$s not null, code text, used_by text not null,
                      used_at timestamptz not null);
                  insert into %2$s
                  select l.old_id, l.old_code, l.used_by, l.used_at from pg_temp.uses_left_out l;
                  update %4$s o set current_uses = o.current_uses - l.uses%5$s
                  from (
                      select s.old_id, s.revoked, count(*) as uses
                      from pg_temp.uses_left_out s group by s.old_id, s.revoked) l
                  where o.id = l.old_id;
                  raise warning '%% uses are by users that the old column used_by cannot hold',
                      left_out
                      using detail = 'They are in no count.', hint = %6$s;
              end if;
              drop table pg_temp.uses_left_out;"""
        .formatted(
            tables.holdsUser("u.used_by"),
            leftOut,
            tables.inviteIdType(),
            tables.invites().qualified(),
            limit,
            OldViews.literal("The table %s names them.".formatted(leftOut)));
  }
}
