-- Keys are compared byte by byte (collation "C"). Under another collation the order in an index is
-- what the operating system's library says; another library, and an index no longer finds what it
-- holds: a user redeems twice.
--
-- The new indexes are built beside running services, without a lock that makes anybody wait. Then
-- one short transaction puts them in the place of the old ones and gives the columns the collation,
-- which rewrites nothing: an index whose collation is named keeps its file. An index on an expression
-- would be built anew, so the columns email and username stay as they are. Each statement is a
-- transaction of its own; when one fails or is killed, the whole script is run again.

drop index concurrently if exists invites_code_c;
create unique index concurrently invites_code_c on invites (code collate "C");

drop index concurrently if exists invite_uses_per_user_c;
create unique index concurrently invite_uses_per_user_c on invite_uses (invite_id, used_by collate "C");

drop index concurrently if exists invite_uses_lookup_c;
create index concurrently invite_uses_lookup_c on invite_uses (used_by collate "C", used_at);

drop index concurrently if exists profiles_user_c;
create unique index concurrently profiles_user_c on profiles (user_id collate "C");

drop index concurrently if exists profiles_phone_c;
create unique index concurrently profiles_phone_c on profiles (phone collate "C");

drop index concurrently if exists profiles_email_c;
create unique index concurrently profiles_email_c on profiles (lower(email collate "C"));

drop index concurrently if exists profiles_username_c;
create unique index concurrently profiles_username_c on profiles (lower(username collate "C"));

do $$
begin
    perform set_config('lock_timeout', '2s', true);
    -- Whoever waits for a lock makes everybody behind it wait, too: rather ask again.
    for attempt in 1..60 loop
        begin
            lock table invites, invite_uses, redemption_decisions, invite_releases, profiles,
                invite_refreshes in access exclusive mode;
            exit;
        exception when lock_not_available then
            if attempt = 60 then
                raise;
            end if;
            perform pg_sleep(0.5);
        end;
    end loop;

    -- Checks on the columns would be made again for all rows under the lock: they are taken away
    -- here, and come back for new rows at once, for those of before after the lock.
    alter table invites drop constraint invites_code_canonical;
    alter table profiles drop constraint profiles_phone_form;
    drop trigger invites_keep_name on invites;

    alter table invites drop constraint invites_code_key;
    alter table profiles drop constraint profiles_pkey, drop constraint profiles_phone_key;
    drop index idx_invite_uses_unique_per_user, idx_invite_uses_lookup;
    drop index profiles_email_key, profiles_username_key;

    alter table invites
        alter column code type text collate "C",
        alter column created_by type text collate "C";
    alter table invite_uses alter column used_by type text collate "C";
    alter table redemption_decisions
        alter column code type text collate "C",
        alter column used_by type text collate "C";
    alter table invite_releases alter column used_by type text collate "C";
    alter table invite_refreshes alter column code type text collate "C";
    alter table profiles
        alter column user_id type text collate "C",
        alter column phone type text collate "C";

    alter table invites
        add constraint invites_code_key unique using index invites_code_c,
        add constraint invites_code_canonical check (code ~ '^[A-Z0-9_-]{3,64}$') not valid;
    alter table profiles
        add constraint profiles_pkey primary key using index profiles_user_c,
        add constraint profiles_phone_key unique using index profiles_phone_c,
        add constraint profiles_phone_form check (phone ~ '^\+[1-9][0-9]{1,14}$') not valid;
    alter index invite_uses_per_user_c rename to idx_invite_uses_unique_per_user;
    alter index invite_uses_lookup_c rename to idx_invite_uses_lookup;
    alter index profiles_email_c rename to profiles_email_key;
    alter index profiles_username_c rename to profiles_username_key;

    create trigger invites_keep_name
        before update on invites
        for each row
        when ((new.id, new.code) is distinct from (old.id, old.code))
        execute function keep_invite();
end
$$;

alter table invites validate constraint invites_code_canonical;
alter table profiles validate constraint profiles_phone_form;
