package dev.admitone.processor.adoption.views;

import dev.admitone.processor.adoption.tables.OldColumn;
import dev.admitone.processor.adoption.tables.OldId;
import dev.admitone.processor.adoption.tables.OldTables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a write to the views does: it changes Admit One's tables, under their rules, and keeps what
 * the older application alone knows in the old tables.
 */
public final class OldWrites {

  private static final String CREATED_INACTIVE = ", case when not new.is_active then now() end";

  private static final String CHANGED_ACTIVE =
      """
      , revoked_at = case
          when new.is_active is not distinct from old.is_active then revoked_at
          when not new.is_active then now()
      end""";

  private static final List<String> FUNCTIONS =
      List.of("old_invites_written()", "old_uses_written()", "invite_created_beside_old_ones()");

  private static final String WORKS_AS_OWNER =
      """
      do $owner$
      begin
          execute format('alter function %1$s set search_path = %%I, pg_temp', current_schema());
          execute 'revoke execute on function %1$s from public';
      end
      $owner$
      """;

  private final OldTables tables;
  private final OldViews views;

  /** With the tables under the names that they are kept under. */
  public OldWrites(OldTables tables, OldViews views) {
    this.tables = tables;
    this.views = views;
  }

  /**
   * The statements, in their order.
   *
   * @param nextNumber gives the next id of an invite, where ids are numbers; in SQL
   */
  public List<String> statements(String nextNumber) {
    List<String> owners = FUNCTIONS.stream().map(WORKS_AS_OWNER::formatted).toList();
    List<String> all = new ArrayList<>();
    all.add(invites());
    all.add(new OldUsesWrites(tables).statement());
    // An invite that Admit One makes gets an old id, or the views would not show it.
    all.add(
        """
      create or replace function invite_created_beside_old_ones() returns trigger
          language plpgsql security definer
          as $created$
          begin
              if not exists (select from adopted_invites where invite_id = new.id) then
                  insert into adopted_invites (old_id, old_code, code, invite_id)
                  values (%1$s, new.code, new.code, new.id)
                  on conflict do nothing;
              end if;
              return null;
          end
          $created$
      """
            .formatted(tables.inviteIds() == OldId.UUID ? "new.id" : nextNumber));
    all.addAll(owners);
    all.add(trigger(views.invites(), "old_invites_written"));
    all.add(trigger(views.uses(), "old_uses_written"));
    all.add(
        "create or replace trigger invites_created_beside_old_ones after insert on invites"
            + " for each row execute function invite_created_beside_old_ones()");
    return all;
  }

  private String invites() {
    List<OldColumn> times =
        tables.invites().columns().stream()
            .filter(tables::isKnownOfInvites)
            .filter(column -> !isHandled(column))
            .toList();
    boolean revokes = tables.revokesByActive();
    String created = listedAfterComma(times) + (revokes ? ", revoked_at" : "");
    String given =
        times.stream()
            .map(
                column ->
                    column.name().equals("created_at")
                        ? ", coalesce(new.created_at, now())"
                        : ", new." + column.quoted())
            .collect(Collectors.joining("", "", revokes ? CREATED_INACTIVE : ""));
    String changed =
        times.stream()
            .filter(column -> !column.name().startsWith("created_"))
            .map(OldWrites::ifChanged)
            .collect(Collectors.joining("", "", revokes ? CHANGED_ACTIVE : ""));
    List<OldColumn> own = tables.ownOfInvites();
    String keepOwn = own.isEmpty() ? "" : OldRows.keepOwn(tables.invites(), own, "true");
    List<OldColumn> generated = tables.invites().generated();
    String returned =
        generated.isEmpty()
            ? ""
            : " returning %s into %s"
                .formatted(OldViews.listed("", generated), OldViews.listed("new.", generated));
    return """
      create or replace function old_invites_written() returns trigger
          language plpgsql security definer
          as $written$
          declare
              adopted adopted_invites%%rowtype;
              canonical text;
          begin
              if tg_op = 'INSERT' then
                  canonical := canonical_code(new.code::text);
                  new.current_uses := coalesce(new.current_uses, 0);
                  %1$s%2$s;
                  insert into adopted_invites (old_id, old_code, code, invite_id)
                  values (new.id, new.code::text, canonical, %3$s);
                  insert into invites (id, code, current_uses, max_uses%4$s)
                  values (%3$s, canonical, new.current_uses, new.max_uses%5$s);
                  if canonical <> new.code::text then
                      insert into invite_old_codes (old, code) values (new.code::text, canonical)
                      on conflict on constraint invite_old_codes_pkey do update set code = excluded.code;
                  end if;
                  return new;
              end if;
              select * into adopted from adopted_invites where old_id = old.id;
              if tg_op = 'DELETE' then
                  delete from invites where id = adopted.invite_id;
                  return old;
              end if;
              if (new.id, new.code) is distinct from (old.id, old.code) then
                  raise integrity_constraint_violation
                      using message = format('invite %%s keeps its id and its code', old.code),
                            hint = 'Make another invite, and give this one a limit of 0.';
              end if;
              update invites
              set current_uses = current_uses + (new.current_uses - old.current_uses),
                  max_uses = case
                      when new.max_uses is distinct from old.max_uses then new.max_uses
                      else max_uses
                  end%6$s
              where id = adopted.invite_id;
              %7$s
              return new;
          end
          $written$
      """
        .formatted(
            OldRows.insert(tables.invites()),
            returned,
            tables.inviteIds().toUuid("new.id"),
            created,
            given,
            changed,
            keepOwn);
  }

  /** A column of a coarser type must not cut off what Admit One has. */
  private static String ifChanged(OldColumn column) {
    return ", %1$s = case when new.%1$s is distinct from old.%1$s then new.%1$s else %1$s end"
        .formatted(column.quoted());
  }

  private static boolean isHandled(OldColumn column) {
    return switch (column.name()) {
      case "id", "code", "max_uses", "current_uses", OldTables.ACTIVE -> true;
      default -> false;
    };
  }

  private static String listedAfterComma(List<OldColumn> columns) {
    return columns.isEmpty() ? "" : ", " + OldViews.listed("", columns);
  }

  private static String trigger(String view, String function) {
    return "create trigger %2$s instead of insert or update or delete on %1$s for each row"
            .formatted(view, function)
        + " execute function %s()".formatted(function);
  }
}
