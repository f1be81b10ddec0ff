package dev.admitone.processor.adoption.views;

import dev.admitone.processor.adoption.tables.OldTable;
import dev.admitone.processor.adoption.tables.OldTables;
import java.util.List;

/**
 * The function {@code use_invite_code} in Admit One's schema, for users of the old type. It waits
 * for its lock, as the lanes of a processor hold it for moments, and finds a code under each
 * spelling that the older application or a gateway takes.
 */
public final class UseFunction {

  private final OldTables tables;

  /** With the tables under the names that they are kept under. */
  public UseFunction(OldTables tables) {
    this.tables = tables;
  }

  /** The statements that make it, in their order. */
  public List<String> statements() {
    String create =
        """
      create or replace function use_invite_code(wanted text, user_id %1$s) returns boolean
          language plpgsql security definer
          set lock_timeout = '2s'
          as $use$
          declare
              adopted adopted_invites%%rowtype;
              invite invites%%rowtype;
          begin
              -- An old spelling first: in another one it may be another code.
              select * into adopted from adopted_invites m where m.old_code = wanted limit 1;
              if found then
                  select * into invite from invites i
                  where i.id = adopted.invite_id and adopted.code is not null
                  for update;
              else
                  select * into invite from invites i
                  where i.code = coalesce(
                      (select n.code from invites n where n.code = wanted),
                      (select o.code from invite_old_codes o where o.old = wanted),
                      canonical_code(wanted))
                  for update of i;
              end if;
              if not found
                  or invite.revoked_at is not null
                  or invite.starts_at > now()
                  or invite.expires_at <= now()
                  or invite.current_uses >= invite.max_uses
              then
                  return false;
              end if;
              insert into invite_uses (invite_id, used_by) values (invite.id, user_id::text);
              update invites set current_uses = current_uses + 1 where id = invite.id;
              return true;
          end
          $use$
      """
            .formatted(tables.userType());
    // Roles that may insert uses through the view may call it.
    String rights =
        """
      do $rights$
      declare
          given record;
      begin
          execute format('alter function %1$s set search_path = %%I, pg_temp', current_schema());
          revoke execute on function %1$s from public;
          for given in
              select distinct case a.grantee when 0 then 'public' else a.grantee::regrole::text end
                  as role
              from pg_class t
              cross join aclexplode(t.relacl) a
              where t.oid = %2$s::regclass and a.grantee <> t.relowner
                and a.privilege_type = 'INSERT' and not %3$s
          loop
              execute format('grant usage on schema %%I to %%s', current_schema(), given.role);
              execute format('grant execute on function %1$s to %%s', given.role);
          end loop;
      end
      $rights$
      """
            .formatted(
                signature(),
                OldViews.literal(tables.uses().qualified()),
                tables.invites().restrictsRows() || tables.uses().restrictsRows());
    return List.of(create, rights);
  }

  /** Refuses the way back while a function of the old schema calls it; in PL/pgSQL. */
  String lookForCallers() {
    return """
      if exists (
          select from pg_proc
          where pronamespace = %1$s::regnamespace
              and position(format('%%I.use_invite_code', current_schema()) in prosrc) > 0) then
          raise object_not_in_prerequisite_state
              using message = format('a function of the schema %%s calls %%I.use_invite_code',
                                     %1$s, current_schema()),
                    hint = 'Put the function back that was there before: it works on the views,'
                        ' too. Then run this again.';
      end if;"""
        .formatted(OldViews.literal(OldTable.quoted(tables.schema())));
  }

  /** Takes it away. */
  String drop() {
    return "drop function %s;".formatted(signature());
  }

  private String signature() {
    return "use_invite_code(text, %s)".formatted(tables.userType());
  }
}
