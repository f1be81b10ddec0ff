-- Not by the role or its rights: a dump may have come without them.
select exists (
    select from pg_proc
    where oid = to_regprocedure('invites_changed_by_sql()') and proconfig is not null)
