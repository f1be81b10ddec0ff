-- Takes V4 back. The role itself stays: other databases of the server may use it.
revoke all on invites, invite_uses, invite_releases, redemption_decisions, profiles, invite_refreshes
    from admit_one_processor;
revoke usage on schema public from admit_one_processor;
alter function invites_changed_by_sql() security invoker reset search_path;
