-- The migration can be run again: a dump may have come without the rights.
select exists (
    select from pg_class c, aclexplode(c.relacl) granted join pg_roles r on r.oid = granted.grantee
    where c.oid = to_regclass('ledger_places') and r.rolname = 'admit_one_reader')
