-- Takes V7 back: keys are compared as the database does by default. Rewrites the indexes under a
-- lock; processors of before V7 also run without this, on what V7 left.
drop trigger invites_keep_name on invites;
alter table invites
    alter column code type text collate "default",
    alter column created_by type text collate "default";
alter table invite_uses alter column used_by type text collate "default";
alter table redemption_decisions
    alter column code type text collate "default",
    alter column used_by type text collate "default";
alter table invite_releases alter column used_by type text collate "default";
alter table invite_refreshes alter column code type text collate "default";
alter table profiles
    alter column user_id type text collate "default",
    alter column phone type text collate "default";

drop index profiles_email_key, profiles_username_key;
create unique index profiles_email_key on profiles (lower(email));
create unique index profiles_username_key on profiles (lower(username));

create trigger invites_keep_name
    before update on invites
    for each row
    when ((new.id, new.code) is distinct from (old.id, old.code))
    execute function keep_invite();
