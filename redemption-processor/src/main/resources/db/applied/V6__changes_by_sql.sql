select exists (
    select from pg_trigger
    where tgrelid = to_regclass('invite_uses') and tgname = 'invite_uses_keep')
