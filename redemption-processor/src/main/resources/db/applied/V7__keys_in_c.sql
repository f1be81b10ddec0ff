select exists (
    select from pg_constraint
    where conrelid = to_regclass('profiles') and conname = 'profiles_phone_form' and convalidated)
  and exists (
    select from pg_attribute a join pg_collation c on c.oid = a.attcollation
    where attrelid = to_regclass('profiles') and attname = 'phone' and collname = 'C')
