-- Takes V20 back. An adoption is taken back with it: the old names are tables again, with what was
-- used, changed and created since. Stop the gateways first and let the processors decide the rest.
do $$
declare
    old_tables text;
begin
    if to_regprocedure('take_adoption_back()') is not null then
        perform take_adoption_back();
    end if;
    -- What an adoption that has not switched has copied: another one would not count it again.
    perform set_config('admit_one.session', 'adoption', true);
    delete from invite_uses u
    where exists (select from adoption)
        and not exists (select from invites i where i.id = u.invite_id);
    select quote_ident(old_schema) into old_tables from adoption;
    if found then
        execute format('drop index if exists %s.admit_one_adoption', old_tables);
    end if;
end
$$;

drop function if exists take_adoption_back();
drop index if exists adopted_uses_by_user;
drop function if exists old_user_or_null(text);
drop table if exists adopted_invites;
drop sequence if exists adopted_invite_numbers;

-- With the trigger on the old table.
drop function note_use_for_adoption() cascade;
drop table adopted_duplicates, invite_old_codes, adoption_changes, adoption;
drop function number_of_uuid(uuid);
drop function uuid_of_number(bigint);
drop aggregate min(uuid);
drop function least_uuid(uuid, uuid);

create or replace trigger note_use_added_by_sql
    after insert on invite_uses
    for each row
    when (new.by_sql)
    execute function note_use_changed_by_sql();

create or replace trigger note_use_changed_by_sql
    after update on invite_uses
    for each row
    when (new is distinct from old)
    execute function note_use_changed_by_sql();

create or replace trigger note_use_taken_by_sql
    after delete on invite_uses
    for each row
    when (current_setting('admit_one.session', true) is distinct from 'processor')
    execute function note_use_changed_by_sql();
