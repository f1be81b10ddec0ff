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
    all.add(uses());
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
            .map(column -> ", %1$s = new.%1$s".formatted(column.quoted()))
            .collect(Collectors.joining("", "", revokes ? CHANGED_ACTIVE : ""));
    List<OldColumn> own = tables.ownOfInvites();
    String keepOwn =
        own.isEmpty()
            ? ""
            : "update %1$s set (%2$s) = row (%3$s) where id = old.id;"
                .formatted(
                    tables.invites().qualified(),
                    OldViews.listed("", own),
                    OldViews.listed("new.", own));
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
                  insert into %1$s (%2$s) overriding system value values (%3$s);
                  insert into adopted_invites (old_id, old_code, code, invite_id)
                  values (new.id, new.code::text, canonical, %4$s);
                  insert into invites (id, code, current_uses, max_uses%5$s)
                  values (%4$s, canonical, new.current_uses, new.max_uses%6$s);
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
                  end%7$s
              where id = adopted.invite_id;
              %8$s
              return new;
          end
          $written$
      """
        .formatted(
            tables.invites().qualified(),
            OldViews.listed("", tables.invites().columns()),
            OldViews.listed("new.", tables.invites().columns()),
            tables.inviteIds().toUuid("new.id"),
            created,
            given,
            changed,
            keepOwn);
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

  private String uses() {
    // Not for an invite that only Admit One knows: the old table may refer to the old invites.
    String keepOwn =
        tables.ownOfUses().isEmpty()
            ? ""
            : """
      if tg_op = 'INSERT' and exists (select from %1$s o where o.id = new.invite_id) then
          insert into %2$s (%3$s) overriding system value values (%4$s) on conflict do nothing;
      end if;
      """
                .formatted(
                    tables.invites().qualified(),
                    tables.uses().qualified(),
                    OldViews.listed("", tables.uses().columns()),
                    OldViews.listed("new.", tables.uses().columns()));
    return """
      create or replace function old_uses_written() returns trigger
          language plpgsql security definer
          as $written$
          declare
              adopted adopted_invites%%rowtype;
          begin
              if tg_op <> 'INSERT' then
                  select * into adopted from adopted_invites where old_id = old.invite_id;
                  delete from invite_uses
                  where invite_id = adopted.invite_id and used_by = old.used_by::text;
                  if tg_op = 'DELETE' then
                      return old;
                  end if;
              end if;
              select * into adopted
              from adopted_invites where old_id = new.invite_id and code is not null;
              if not found then
                  raise foreign_key_violation
                      using message = format('there is no invite with the id %%s', new.invite_id);
              end if;
              insert into invite_uses (id, invite_id, used_by, used_at)
              values (%1$s, adopted.invite_id, new.used_by::text,
                      coalesce(new.used_at::timestamptz, now()));
              %2$s
              return new;
          end
          $written$
      """
        .formatted(tables.useIds().toUuid("new.id"), keepOwn);
  }

  private static String trigger(String view, String function) {
    return "create trigger %2$s instead of insert or update or delete on %1$s for each row"
            .formatted(view, function)
        + " execute function %s()".formatted(function);
  }
}
