-- Users that were erased: what the ledger has of them goes on under a pseudonym, a keyed hash of the
-- user id. The keys' names say with which invites a user has to be looked for under its pseudonym,
-- too. Null for nearly all invites, and read with the row that the processor locks anyway.
alter table invites add column erased_under text[] collate "C";

comment on column invites.erased_under is 'The names of the keys under which users of the invite were erased; null: none was.';

-- An erasure changes nothing that the topics say, so that it gives the invite no version: neither is
-- it a change by SQL.
create or replace trigger invites_changed_by_sql
    before update on invites
    for each row
    when (new.version = old.version and new is distinct from old
        and new.erased_under is not distinct from old.erased_under)
    execute function invites_changed_by_sql();

create or replace trigger invites_apart_changed_by_sql
    before update on invites
    for each row
    when (new.version = old.version and new is distinct from old
        and new.erased_under is not distinct from old.erased_under)
    execute function refuse_invites_by_sql_while_apart();

-- The processor counts for itself, and changes of a use nothing but its user.
create or replace trigger note_use_changed_by_sql
    after update on invite_uses
    for each row
    when (new is distinct from old
        and coalesce(current_setting('admit_one.session', true), '')
            not in ('processor', 'adoption'))
    execute function note_use_changed_by_sql();

-- What an erasure looks for. A request that is granted adds a row to neither of the two tables.
create index invite_releases_by_user on invite_releases (used_by, invite_id);
create index invite_sql_changes_by_user on invite_sql_changes (used_by, invite_id)
    where used_by is not null;

grant update (erased_under) on invites to admit_one_processor;
grant update (used_by) on invite_uses to admit_one_processor;
grant update (used_by) on invite_releases to admit_one_processor;
grant update (used_by) on redemption_decisions to admit_one_processor;
grant update (used_by) on invite_sql_changes to admit_one_processor;
grant select, update (used_by) on adopted_duplicates to admit_one_processor;
grant delete on profiles to admit_one_processor;
