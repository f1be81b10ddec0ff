-- What was erased stays erased. An older processor does not recognize users that were: each of them
-- could use its codes once more.
revoke delete on profiles from admit_one_processor;
revoke select, update (used_by) on adopted_duplicates from admit_one_processor;
revoke update (used_by) on invite_sql_changes from admit_one_processor;
revoke update (used_by) on redemption_decisions from admit_one_processor;
revoke update (used_by) on invite_releases from admit_one_processor;
revoke update (used_by) on invite_uses from admit_one_processor;

drop index invite_sql_changes_by_user;
drop index invite_releases_by_user;

create or replace trigger note_use_changed_by_sql
    after update on invite_uses
    for each row
    when (new is distinct from old
        and current_setting('admit_one.session', true) is distinct from 'adoption')
    execute function note_use_changed_by_sql();

create or replace trigger invites_apart_changed_by_sql
    before update on invites
    for each row
    when (new.version = old.version and new is distinct from old)
    execute function refuse_invites_by_sql_while_apart();

create or replace trigger invites_changed_by_sql
    before update on invites
    for each row
    when (new.version = old.version and new is distinct from old)
    execute function invites_changed_by_sql();

alter table invites drop column erased_under;
