select exists (
    select from pg_constraint
    where conrelid = to_regclass('profiles') and conname = 'profiles_time_finite')
