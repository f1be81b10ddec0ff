-- A transaction that was left open holds the rows that it locked, and the lane that needs one of them
-- waits. Operators see such sessions in the console, and may end one. PostgreSQL has no right for that
-- alone: with pg_signal_backend, the console's role could end each session of the server. So the
-- owner of the tables ends it, for those who may execute this function, and only what is listed here.

create function blocking_sessions()
    returns table (
        id            text,
        role          text,
        application   text,
        address       text,
        state         text,
        begun_at      timestamptz,
        waiting       bigint,
        waiting_since timestamptz)
    language sql
    stable
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
    with waiting as materialized (
        select l.pid, min(l.waitstart) as since
        from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where not l.granted and a.datname = current_database()
        group by l.pid
    ),
    blocking as (
        select b.pid, count(*) as waiting, min(w.since) as since
        from waiting w
        cross join lateral (select distinct unnest(pg_blocking_pids(w.pid)) as pid) b
        group by b.pid
    )
    select s.pid || '-' || coalesce(extract(epoch from s.backend_start)::bigint, 0),
        s.usename::text, s.application_name, host(s.client_addr), s.state, s.xact_start,
        coalesce(b.waiting, 0), b.since
    from pg_stat_activity s
    left join blocking b on b.pid = s.pid
    where s.datname = current_database()
        and s.pid <> pg_backend_pid()
        and not exists (select from waiting w where w.pid = s.pid)
        and (b.pid is not null
            -- A lane that has waited in vain pauses: its blocker is still to be seen.
            or s.state like 'idle in transaction%'
                and s.state_change < clock_timestamp() - interval '5 seconds')
    order by b.since nulls last, s.xact_start
    $$;

comment on function blocking_sessions is 'Sessions of this database for which others wait, and those that are idle in a transaction for 5 seconds or more. Of sessions that wait themselves, the one that they wait for is here.';

create function end_blocking_session(session text)
    returns text
    language plpgsql
    security definer
    as $$
    declare
        target integer;
    begin
        select split_part(b.id, '-', 1)::integer into target
        from blocking_sessions() b
        where b.id = session;
        if not found then
            return 'UNKNOWN';
        end if;
        return case when pg_terminate_backend(target, 2000) then 'ENDED' else 'STILL_THERE' end;
    exception
        when insufficient_privilege then
            return 'NOT_PERMITTED';
    end
    $$;

comment on function end_blocking_session is 'Ends a session that blocking_sessions() lists by this id. Its transaction is rolled back.';

do $$
begin
    execute format('alter function end_blocking_session(text) set search_path = %I, pg_temp',
                   current_schema());
end
$$;

revoke execute on function blocking_sessions() from public;
revoke execute on function end_blocking_session(text) from public;
grant execute on function blocking_sessions() to admit_one_reader;
grant execute on function end_blocking_session(text) to admit_one_reader;
