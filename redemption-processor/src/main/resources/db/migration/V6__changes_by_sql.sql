-- What SQL changes beside the processor is counted, or refused with a hint, and kept: an audit that
-- decides the log again takes these changes from here, since the log does not know them.
--
-- Uses. The function use_invite_code counts by itself, before or after it inserts the use; a bare
-- insert or delete counts nothing. So both sides are noted per transaction and compared when it
-- commits, under the invite's row lock. Rows of the processor cost nothing: it leaves by_sql null,
-- and its sessions say who they are.

-- The invites first, as in the processor's transactions: two that both take these locks cannot
-- deadlock.
alter table invites add column sql_version bigint;

comment on column invites.sql_version is 'The version that the last change by SQL gave it. Equal to version: the processor has changed nothing since.';

create table invite_sql_changes (
    id             bigint      not null generated always as identity,
    invite_id      uuid        not null,
    version        bigint,
    used_by        text collate "C",
    old_values     jsonb,
    new_values     jsonb,
    changed_at     timestamptz not null default clock_timestamp(),
    changed_by     text        not null default session_user,
    xact           xid8        not null default pg_current_xact_id(),
    first_position bigint,
    constraint invite_sql_changes_pkey primary key (id)
);

comment on table invite_sql_changes is 'Every change that SQL made to an invite or to its uses, in order. Not pruned.';
comment on column invite_sql_changes.version is 'The version that the change gave the invite; null for a use.';
comment on column invite_sql_changes.used_by is 'Whose use came or went; null for a change of the invite itself.';
comment on column invite_sql_changes.old_values is 'Null: there was nothing before.';
comment on column invite_sql_changes.new_values is 'Null: there is nothing any more.';
comment on column invite_sql_changes.first_position is 'Of the first request that was decided after the change; null: none yet. See redemption_decisions.position.';

create index invite_sql_changes_unmet on invite_sql_changes (invite_id)
    where first_position is null;

-- Empty but within a transaction: what it has to settle before it commits.
create table uncounted_uses (
    xact      xid8   not null,
    invite_id uuid   not null,
    uses      bigint not null,
    counted   bigint not null,
    constraint uncounted_uses_pkey primary key (xact, invite_id)
);

comment on column uncounted_uses.uses is 'Rows that the transaction added to invite_uses less those that it took away.';
comment on column uncounted_uses.counted is 'How much its own updates made current_uses grow.';

create function note_uncounted(touched uuid, by_uses bigint, by_count bigint) returns void
    language sql
    as $$
        insert into uncounted_uses as u (xact, invite_id, uses, counted)
        values (pg_current_xact_id(), touched, by_uses, by_count)
        on conflict (xact, invite_id)
            do update set uses = u.uses + excluded.uses, counted = u.counted + excluded.counted
    $$;

-- Before: a change by SQL gets its version. What follows from the change is noted after it, when it
-- is certain that there is one ("on conflict do nothing" fires the triggers before, too).
create or replace function invites_changed_by_sql() returns trigger
    language plpgsql
    as $$
    begin
        if tg_op = 'UPDATE' then
            new.version := old.version + 1;
            new.changed_at := clock_timestamp();
        else
            new.version := 1;
        end if;
        new.sql_version := new.version;
        return new;
    end
    $$;

create function invite_values(i invites) returns jsonb
    language sql stable
    return jsonb_build_object(
        'max_uses', i.max_uses, 'current_uses', i.current_uses, 'starts_at', i.starts_at,
        'expires_at', i.expires_at, 'revoked_at', i.revoked_at);

create function note_invite_changed_by_sql() returns trigger
    language plpgsql security definer
    as $$
    begin
        if tg_op = 'UPDATE' then
            insert into invite_sql_changes (invite_id, version, old_values, new_values)
            values (new.id, new.version, invite_values(old), invite_values(new));
            if new.current_uses <> old.current_uses then
                perform note_uncounted(new.id, 0, new.current_uses - old.current_uses);
            end if;
        else
            insert into invite_sql_changes (invite_id, version, new_values)
            values (new.id, new.version, invite_values(new));
            -- Uses may come before their invite.
            if new.current_uses <> 0
                or exists (select from invite_uses u where u.invite_id = new.id) then
                perform note_uncounted(new.id, 0, new.current_uses);
            end if;
        end if;
        insert into invite_refreshes (code) values (new.code);
        return null;
    end
    $$;

create trigger note_invite_created_by_sql
    after insert on invites
    for each row
    when (new.sql_version is not null)
    execute function note_invite_changed_by_sql();

create trigger note_invite_changed_by_sql
    after update on invites
    for each row
    when (new.sql_version is distinct from old.sql_version)
    execute function note_invite_changed_by_sql();

create function note_use_changed_by_sql() returns trigger
    language plpgsql security definer
    as $$
    begin
        if tg_op <> 'INSERT' then
            insert into invite_sql_changes (invite_id, used_by, old_values)
            values (old.invite_id, old.used_by,
                    jsonb_build_object('id', old.id, 'used_at', old.used_at));
            perform note_uncounted(old.invite_id, -1, 0);
        end if;
        if tg_op <> 'DELETE' then
            insert into invite_sql_changes (invite_id, used_by, new_values)
            values (new.invite_id, new.used_by,
                    jsonb_build_object('id', new.id, 'used_at', new.used_at));
            perform note_uncounted(new.invite_id, 1, 0);
        end if;
        return null;
    end
    $$;

create trigger note_use_added_by_sql
    after insert on invite_uses
    for each row
    when (new.by_sql)
    execute function note_use_changed_by_sql();

create trigger note_use_changed_by_sql
    after update on invite_uses
    for each row
    when (new is distinct from old)
    execute function note_use_changed_by_sql();

-- A processor of version 0.1 does not say who it is: its releases are compared, and found right.
create trigger note_use_taken_by_sql
    after delete on invite_uses
    for each row
    when (current_setting('admit_one.session', true) is distinct from 'processor')
    execute function note_use_changed_by_sql();

-- Fires for the first invite of a transaction, settles all of them in the order of the processor's
-- locks, and finds nothing more to do for the others.
create function count_uses_of_sql() returns trigger
    language plpgsql security definer
    as $$
    declare
        touched record;
        counts  bigint;
        actual  bigint;
    begin
        for touched in
            select i.id, i.code, i.max_uses, i.current_uses, u.uses, u.counted,
                   i.xmin = pg_current_xact_id()::xid
                       and i.sql_version is distinct from i.version as by_processor,
                   -- In this transaction, or since it began: what it counted may be out of date.
                   age(i.xmin) <= age(pg_current_xact_id()::xid) as written
            from uncounted_uses u
            join invites i on i.id = u.invite_id
            where u.xact = pg_current_xact_id()
            order by i.id
            for update of i
        loop
            counts := touched.current_uses;
            if touched.counted = 0
                and not touched.written
                and touched.current_uses + touched.uses >= 0 then
                counts := touched.current_uses + touched.uses;
            elsif touched.counted <> touched.uses
                or is_invite_of_this_transaction(touched.id) then
                select count(*) into actual from invite_uses u where u.invite_id = touched.id;
                if actual <> touched.current_uses
                    and touched.counted <> 0
                    and not is_invite_of_this_transaction(touched.id) then
                    raise check_violation
                        using message = format('invite %s would count %s uses, but has %s',
                                               touched.code, touched.current_uses, actual),
                              hint = 'current_uses follows from the rows of invite_uses by itself. '
                                  'To put a wrong count right: update invites set current_uses = '
                                  '(select count(*) from invite_uses where invite_id = invites.id) '
                                  'where code = ...';
                end if;
                counts := actual;
            end if;
            if touched.uses > 0
                and counts > touched.max_uses
                and not is_invite_of_this_transaction(touched.id) then
                raise check_violation
                    using message = format('invite %s would have %s uses of at most %s',
                                           touched.code, counts, touched.max_uses),
                          hint = 'Raise max_uses first. Uses that were granted elsewhere can be '
                              'brought along with their invite, in one transaction.';
            end if;
            if touched.by_processor and counts = touched.current_uses then
                -- A release by version 0.1, which counts for itself: no change by SQL at all.
                delete from invite_sql_changes c
                where c.invite_id = touched.id and c.first_position is null
                    and c.xact = pg_current_xact_id();
            elsif touched.counted = 0 or counts <> touched.current_uses then
                -- Also where the number stays: the processor looks for notes only of an invite that
                -- SQL changed last.
                update invites set current_uses = counts, changed_at = clock_timestamp()
                where id = touched.id;
            end if;
        end loop;
        delete from uncounted_uses where xact = pg_current_xact_id();
        return null;
    end
    $$;

create function is_invite_of_this_transaction(wanted uuid) returns boolean
    language sql stable
    return exists (
        select from invite_sql_changes c
        where c.invite_id = wanted and c.first_position is null
            and c.xact = pg_current_xact_id() and c.version = 1);

create constraint trigger count_uses_of_sql
    after insert on uncounted_uses
    deferrable initially deferred
    for each row
    execute function count_uses_of_sql();

create function keep_uses() returns trigger
    language plpgsql security definer
    as $$
    begin
        if exists (select from invites where current_uses <> 0) then
            raise integrity_constraint_violation
                using message = 'the uses are kept: truncate would leave their invites counting them',
                      hint = 'Delete rows instead: delete from invite_uses where ...';
        end if;
        return null;
    end
    $$;

create trigger invite_uses_keep
    after truncate on invite_uses
    for each statement
    execute function keep_uses();

-- Functions of the owner find the owner's tables, and nobody else's, in whatever schema they are.
-- Nobody hangs them on a table of their own: see V5.
do $$
declare
    owners regprocedure;
begin
    foreach owners in array array[
        'note_uncounted(uuid, bigint, bigint)', 'invite_values(invites)',
        'is_invite_of_this_transaction(uuid)', 'invites_changed_by_sql()',
        'note_invite_changed_by_sql()', 'note_use_changed_by_sql()', 'count_uses_of_sql()',
        'keep_uses()']::regprocedure[]
    loop
        execute format('alter function %s set search_path = %I, pg_temp', owners, current_schema());
        execute format('revoke execute on function %s from public', owners);
    end loop;
    execute format('grant usage on schema %I to admit_one_processor', current_schema());
end
$$;

grant select, update (first_position) on invite_sql_changes to admit_one_processor;
