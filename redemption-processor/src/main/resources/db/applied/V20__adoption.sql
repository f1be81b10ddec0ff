select to_regclass('invite_old_codes') is not null
