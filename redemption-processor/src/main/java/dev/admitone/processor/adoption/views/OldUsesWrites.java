package dev.admitone.processor.adoption.views;

import dev.admitone.processor.adoption.tables.OldColumn;
import dev.admitone.processor.adoption.tables.OldTables;
import java.util.List;

/** What a write to the view on the uses does. */
final class OldUsesWrites {

  private final OldTables tables;

  OldUsesWrites(OldTables tables) {
    this.tables = tables;
  }

  /** The function that the view's trigger calls. */
  String statement() {
    // Not for an invite that only Admit One knows: the old table may refer to the old invites.
    String hasOldInvite =
        "exists (select from %s o where o.id = new.invite_id)"
            .formatted(tables.invites().qualified());
    List<OldColumn> own = tables.ownOfUses();
    String keepOwn =
        own.isEmpty()
            ? ""
            : """
      if tg_op = 'INSERT' then
          if %1$s then
              %2$s on conflict do nothing;
          end if;
          return new;
      end if;
      %3$s"""
                .formatted(
                    hasOldInvite,
                    OldRows.insert(tables.uses()),
                    OldRows.keepOwn(tables.uses(), own, hasOldInvite));
    return """
      create or replace function old_uses_written() returns trigger
          language plpgsql security definer
          as $written$
          declare
              earlier adopted_invites%%rowtype;
              adopted adopted_invites%%rowtype;
          begin
              if tg_op <> 'INSERT' then
                  select * into earlier from adopted_invites where old_id = old.invite_id;
              end if;
              if tg_op = 'DELETE' then
                  delete from invite_uses
                  where invite_id = earlier.invite_id and used_by = old.used_by::text;
                  return old;
              end if;
              -- A code that is held back gets no further uses.
              select * into adopted from adopted_invites
              where old_id = new.invite_id
                  and (code is not null or tg_op = 'UPDATE' and new.invite_id = old.invite_id);
              if not found then
                  raise foreign_key_violation
                      using message = format('there is no invite with the id %%s', new.invite_id);
              end if;
              if tg_op = 'INSERT' then
                  insert into invite_uses (id, invite_id, used_by, used_at)
                  values (%1$s, adopted.invite_id, new.used_by::text,
                          coalesce(new.used_at::timestamptz, now()));
              elsif (new.id, new.invite_id, new.used_by, new.used_at)
                  is distinct from (old.id, old.invite_id, old.used_by, old.used_at) then
                  -- In its place: a use that a request made keeps the request's id.
                  update invite_uses u
                  set id = case when new.id is distinct from old.id then %1$s else u.id end,
                      invite_id = adopted.invite_id,
                      used_by = new.used_by::text,
                      used_at = case
                          when new.used_at is distinct from old.used_at
                          then coalesce(new.used_at::timestamptz, now())
                          else u.used_at
                      end
                  where u.invite_id = earlier.invite_id and u.used_by = old.used_by::text;
              end if;
              %2$s
              return new;
          end
          $written$
      """
        .formatted(tables.useIds().toUuid("new.id"), keepOwn);
  }
}
