-- The console, where operators look, has two roles. One reads the ledger and may change nothing in
-- it: what operators change goes through the log. The other has a schema of its own for what the
-- console keeps. Made here where they are missing and the owner may make roles, as in V4.
do $$
begin
    if not exists (select from pg_roles where rolname = 'admit_one_reader') then
        create role admit_one_reader nologin;
    end if;
exception
    when duplicate_object or unique_violation then null;
end
$$;

do $$
begin
    if not exists (select from pg_roles where rolname = 'admit_one_console') then
        create role admit_one_console nologin;
    end if;
exception
    when duplicate_object or unique_violation then null;
end
$$;

grant select on invites, invite_uses, invite_releases, invite_sql_changes to admit_one_reader;
grant select on ledger, ledger_places to admit_one_reader;

-- All but the fingerprint, which tells whether two requests have the same content.
grant select (id, code, used_by, outcome, decided_at, position, command)
    on redemption_decisions to admit_one_reader;

-- Whether a user has a profile and which use it came with, and nothing of what it says.
grant select (user_id, invite_use_id, created_at) on profiles to admit_one_reader;

-- Beside the tables of another schema than public it is called after it, so that deployments can
-- share a database. Its tables are made by the console, and belong to its role.
do $$
declare
    kept text := case current_schema() when 'public' then 'console'
                                       else current_schema() || '_console' end;
begin
    execute format('grant usage on schema %I to admit_one_reader', current_schema());
    if to_regnamespace(quote_ident(kept)) is null then
        execute format('create schema %I', kept);
    end if;
    execute format('grant usage, create on schema %I to admit_one_console', kept);
end
$$;
