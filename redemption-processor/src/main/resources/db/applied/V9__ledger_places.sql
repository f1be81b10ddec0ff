select exists (
    select from pg_trigger
    where tgrelid = to_regclass('invites') and tgname = 'invites_apart_changed_by_sql')
