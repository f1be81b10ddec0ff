-- Takes V15 back. The roles stay: other databases of the server may use them. So does the schema of
-- the console, where the record of what operators did is.
revoke all on invites, invite_uses, invite_releases, invite_sql_changes, ledger, ledger_places,
    redemption_decisions, profiles from admit_one_reader;

do $$
declare
    kept text := case current_schema() when 'public' then 'console'
                                       else current_schema() || '_console' end;
begin
    execute format('revoke usage on schema %I from admit_one_reader', current_schema());
    execute format('revoke all on schema %I from admit_one_console', kept);
end
$$;
