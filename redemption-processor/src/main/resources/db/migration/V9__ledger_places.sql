-- The ledger knows how far the log is decided. Each batch moves the places of its partitions in its
-- own transaction, so that a restored ledger, a lagging replica, or a log that was lost or replaced
-- can be noticed before anything is decided on top of it.

create table ledger (
    id       uuid    not null default gen_random_uuid(),
    only_row boolean not null default true,
    constraint ledger_pkey primary key (only_row),
    constraint ledger_one_row check (only_row)
);

comment on table ledger is 'One row: which ledger this is.';
comment on column ledger.id is 'Made once. Stands in the metadata of each committed offset, so that a log and a consumer group are recognised as another ledger''s.';
comment on column ledger.only_row is 'True: keeps the table at one row.';

insert into ledger default values;

create table ledger_places (
    partition        integer     not null,
    topic_id         text        not null,
    next_offset      bigint      not null,
    last_offset      bigint,
    last_appended_at timestamptz,
    first_result     bigint      not null default 0,
    reason           text,
    constraint ledger_places_pkey primary key (partition),
    constraint ledger_places_not_negative check (
        partition >= 0 and next_offset >= 0 and last_offset >= 0 and first_result >= 0),
    constraint ledger_places_last_below_next check (last_offset < next_offset),
    constraint ledger_places_last_has_time check ((last_offset is null) = (last_appended_at is null))
)
-- Each row is updated with every batch of its partition: room on the page keeps these updates out
-- of the index.
with (fillfactor = 20);

comment on table ledger_places is 'How far the requests topic is decided: a row for each partition, made by a processor when it first compares ledger and log.';
comment on column ledger_places.partition is 'The partition''s number in the requests topic.';
comment on column ledger_places.topic_id is 'The id of the requests topic, as kafka-topics --describe shows it: a topic that was made again under the same name has another one.';
comment on column ledger_places.next_offset is 'The offset of the next request that is not settled. All before it is decided or dead-lettered. Moved in the transaction that decides.';
comment on column ledger_places.last_offset is 'The offset of the last record before next_offset that a lane has read; null: none yet.';
comment on column ledger_places.last_appended_at is 'The broker''s append time of the record at last_offset: with the topic''s id it names the record for ever.';
comment on column ledger_places.first_result is 'The first offset of the results topic''s partition whose answers are about this log. Answers before it are about one that was replaced.';
comment on column ledger_places.reason is 'Why nothing is decided, and the command that helps; null: decisions go on. Set in all rows at once, cleared by the healing.';

grant select on ledger to admit_one_processor;
grant select, insert, update on ledger_places to admit_one_processor;

-- The last statement of each batch. Each place is moved from where the lane knows it to be: if
-- another transaction moved it, if the topic is another one, if a reason is set, or if this is not
-- the server process that ledger and log were last compared on, nothing of the batch is committed.
-- Rows are locked in the order of the arrays: callers sort them by partition.
create function move_ledger_places(
    partitions        integer[],
    offsets_known     bigint[],
    offsets_next      bigint[],
    offsets_last      bigint[],
    appended_last     timestamptz[],
    topic             text,
    server_started_at timestamptz)
    returns void
    language plpgsql
    set plan_cache_mode = force_generic_plan
    as $$
    declare
        moved integer;
    begin
        update ledger_places p
        set next_offset = m.offset_next,
            last_offset = coalesce(m.offset_last, p.last_offset),
            last_appended_at = coalesce(m.appended_last, p.last_appended_at)
        from unnest(partitions, offsets_known, offsets_next, offsets_last, appended_last)
             as m (number, offset_known, offset_next, offset_last, appended_last)
        where p.partition = m.number
          and p.next_offset = m.offset_known
          and p.topic_id = topic
          and p.reason is null
          and pg_postmaster_start_time() = server_started_at;
        get diagnostics moved = row_count;
        if moved <> cardinality(partitions) then
            raise exception using
                errcode = 'AO001',
                message = format('%s of %s places of the ledger are where the lane knows them to be',
                                 moved, cardinality(partitions));
        end if;
    end
    $$;

comment on function move_ledger_places is 'Moves places of the ledger, or raises SQLSTATE AO001.';

revoke execute on function move_ledger_places from public;
grant execute on function move_ledger_places to admit_one_processor;

-- What SQL changes while ledger and log are apart would be lost or overwritten by the healing. The
-- processor and the healing write an invite's version themselves and are let through, as in
-- invites_changed_by_sql. Fires before that trigger: triggers fire in the order of their names.
create function refuse_invites_by_sql_while_apart() returns trigger
    language plpgsql
    security definer
    as $$
    declare
        why text;
    begin
        select reason into why from ledger_places where reason is not null limit 1;
        if found then
            raise object_not_in_prerequisite_state
                using message = format('invite %s cannot be changed by SQL now: %s', new.code, why),
                      hint = 'Run ./admit heal first: it brings the ledger and the log together.';
        end if;
        return new;
    end
    $$;

do $$
begin
    execute format('alter function refuse_invites_by_sql_while_apart() set search_path = %I, pg_temp',
                   current_schema());
end
$$;

revoke execute on function refuse_invites_by_sql_while_apart() from public;

create trigger invites_apart_created_by_sql
    before insert on invites
    for each row
    when (new.version = 0)
    execute function refuse_invites_by_sql_while_apart();

create trigger invites_apart_changed_by_sql
    before update on invites
    for each row
    when (new.version = old.version and new is distinct from old)
    execute function refuse_invites_by_sql_while_apart();
