-- Takes V6 back. What SQL changed is no longer known to an audit: keep a copy of invite_sql_changes.
drop trigger note_invite_created_by_sql on invites;
drop trigger note_invite_changed_by_sql on invites;
drop trigger note_use_added_by_sql on invite_uses;
drop trigger note_use_changed_by_sql on invite_uses;
drop trigger note_use_taken_by_sql on invite_uses;
drop trigger invite_uses_keep on invite_uses;
drop trigger count_uses_of_sql on uncounted_uses;
drop function count_uses_of_sql();
drop function is_invite_of_this_transaction(uuid);
drop function keep_uses();
drop function note_use_changed_by_sql();
drop function note_invite_changed_by_sql();
drop function note_uncounted(uuid, bigint, bigint);
drop function invite_values(invites);
drop table uncounted_uses, invite_sql_changes;
alter table invites drop column sql_version;

create or replace function invites_changed_by_sql() returns trigger
    language plpgsql security definer
    as $$
    begin
        if tg_op = 'UPDATE' then
            new.version := old.version + 1;
            new.changed_at := clock_timestamp();
        else
            new.version := 1;
        end if;
        insert into invite_refreshes (code) values (new.code);
        return new;
    end
    $$;

do $$
begin
    execute format('alter function invites_changed_by_sql() set search_path = %I, pg_temp',
                   current_schema());
end
$$;
