-- What the processor may do, and nothing else. Migrations run as the owner of the tables, the
-- processor under a login that has this role or is it:
--     create role admit_one_processor login password '...';
-- Made here where it is missing and the owner may make roles. Later migrations say for each table
-- that they make what the processor may do with it.
do $$
begin
    if not exists (select from pg_roles where rolname = 'admit_one_processor') then
        create role admit_one_processor nologin;
    end if;
exception
    -- Roles belong to all databases of a server: the migration of another one was faster.
    when duplicate_object or unique_violation then null;
end
$$;

grant usage on schema public to admit_one_processor;

-- Codes and ids stay as they are.
grant select, insert on invites to admit_one_processor;
grant update (max_uses, current_uses, starts_at, expires_at, revoked_at, version, changed_at)
    on invites to admit_one_processor;

-- A use that is given back moves to the releases.
grant select, insert, delete on invite_uses to admit_one_processor;
grant select, insert on invite_releases to admit_one_processor;

-- For ever.
grant select, insert on redemption_decisions to admit_one_processor;
grant select, insert on profiles to admit_one_processor;

-- Taken by the sweep; a row can be locked only by who may update a column of it.
grant select, delete, update (noted_at) on invite_refreshes to admit_one_processor;

-- Whoever may change an invite need not be allowed to write notes for the sweep, too.
alter function invites_changed_by_sql() security definer set search_path = public, pg_temp;
