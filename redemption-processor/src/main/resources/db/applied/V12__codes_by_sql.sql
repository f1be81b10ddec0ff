select exists (
    select from pg_trigger
    where tgrelid = to_regclass('invites') and tgname = 'invites_code_refused')
