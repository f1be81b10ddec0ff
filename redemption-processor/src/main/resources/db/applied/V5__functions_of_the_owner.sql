select exists (
    select from pg_proc
    where oid = to_regprocedure('invites_changed_by_sql()')
      and not has_function_privilege('public', oid, 'execute'))
