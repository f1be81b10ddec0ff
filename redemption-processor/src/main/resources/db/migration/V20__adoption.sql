-- What the command adopt needs to take invites and uses over from the tables of an older application,
-- while that application works on. The old tables' ids and users have types of their own, so
-- the table adopted_invites and the function old_user_or_null are made by the command.

create table adoption (
    only_row      boolean     not null default true,
    old_schema    text        not null,
    step          text        not null,
    copied_invite text,
    copied_user   text,
    noted_code    text collate "C",
    started_at    timestamptz not null default clock_timestamp(),
    adopted_at    timestamptz,
    constraint adoption_pkey primary key (only_row),
    constraint adoption_one_row check (only_row),
    constraint adoption_step_known check (
        step in ('PREPARE', 'COPY', 'SWITCH', 'NOTE', 'DONE', 'TAKEN_BACK'))
);

comment on table adoption is 'At most one row: how far the adoption of older tables has come. Killed, the command goes on from here.';
comment on column adoption.copied_invite is 'With copied_user: the last pair whose uses are copied, as the old table has it.';
comment on column adoption.noted_code is 'The last code that was noted for the invites topic.';
comment on column adoption.adopted_at is 'When the old names became views. Uses of before have no decision: replay and audit cannot speak of them.';

create table adoption_changes (
    seq     bigint not null generated always as identity,
    invite  text   not null,
    used_by text   not null,
    constraint adoption_changes_pkey primary key (seq)
);

comment on table adoption_changes is 'Empty but for the time of an adoption: invites and users, as the old table has them, whose uses changed after the copy began.';

create table invite_old_codes (
    old  text collate "C" not null,
    code text collate "C" not null,
    constraint invite_old_codes_pkey primary key (old)
);

comment on table invite_old_codes is 'Codes that the older application wrote in another form than the canonical one, and what they are here.';

create table adopted_duplicates (
    old_id    text collate "C" not null,
    invite_id uuid             not null,
    used_by   text collate "C" not null,
    used_at   timestamptz,
    constraint adopted_duplicates_pkey primary key (old_id)
);

comment on table adopted_duplicates is 'Uses that were not adopted, since the user has an earlier one of the same invite.';

-- A number stands in the last eight bytes of a UUID, so that it can be read back from it.
create function uuid_of_number(number bigint) returns uuid
    language sql immutable strict parallel safe
    return (
        'ad017e00-0000-8000-' || substr(lpad(to_hex(number), 16, '0'), 1, 4)
            || '-' || substr(lpad(to_hex(number), 16, '0'), 5))::uuid;

-- What did not come from a number gets a negative one, which no sequence has made.
create function number_of_uuid(id uuid) returns bigint
    language sql immutable strict parallel safe
    return case
        when id::text like 'ad017e00-0000-8000-%'
        then ('x' || replace(substr(id::text, 20), '-', ''))::bit(64)::bigint
        else -1 - ('x' || substr(md5(id::text), 1, 15))::bit(60)::bigint
    end;

-- PostgreSQL 18 has none. The field's way to remove duplicates asks for it.
create function least_uuid(one uuid, other uuid) returns uuid
    language sql immutable strict parallel safe
    return least(one, other);

create aggregate min(uuid) (
    sfunc = least_uuid, stype = uuid, combinefunc = least_uuid, parallel = safe);

-- Fires on the old table of uses while it is copied. Nothing in it can fail for the old application.
create function note_use_for_adoption() returns trigger
    language plpgsql security definer
    as $$
    begin
        if tg_op <> 'INSERT' and old.invite_id is not null and old.used_by is not null then
            insert into adoption_changes (invite, used_by)
            values (old.invite_id::text, old.used_by::text);
        end if;
        if tg_op <> 'DELETE' and new.invite_id is not null and new.used_by is not null then
            insert into adoption_changes (invite, used_by)
            values (new.invite_id::text, new.used_by::text);
        end if;
        return null;
    end
    $$;

do $$
begin
    execute format('alter function note_use_for_adoption() set search_path = %I, pg_temp',
                   current_schema());
end
$$;

revoke execute on function note_use_for_adoption() from public;

-- Copied uses are no changes by SQL: the adoption counts them itself, and an audit knows its moment.
create or replace trigger note_use_added_by_sql
    after insert on invite_uses
    for each row
    when (new.by_sql and current_setting('admit_one.session', true) is distinct from 'adoption')
    execute function note_use_changed_by_sql();

create or replace trigger note_use_changed_by_sql
    after update on invite_uses
    for each row
    when (new is distinct from old
        and current_setting('admit_one.session', true) is distinct from 'adoption')
    execute function note_use_changed_by_sql();

create or replace trigger note_use_taken_by_sql
    after delete on invite_uses
    for each row
    when (coalesce(current_setting('admit_one.session', true), '') not in ('processor', 'adoption'))
    execute function note_use_changed_by_sql();
