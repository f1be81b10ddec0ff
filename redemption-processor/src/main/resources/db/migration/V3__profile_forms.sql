-- What the processor relies on when it looks for a profile's names, whoever wrote them: it compares
-- in lower case, which is the same here and there for ASCII alone.

alter table profiles
    add constraint profiles_username_form check (username ~ '^[A-Za-z0-9._-]{3,30}$'),
    add constraint profiles_email_form check (email ~ '^[!-~]{3,254}$'),
    add constraint profiles_phone_form check (phone ~ '^\+[1-9][0-9]{1,14}$'),
    add constraint profiles_time_finite check (
        created_at between '0001-01-01 00:00:00+00' and '9999-12-31 23:59:59.999+00');

comment on column profiles.invite_use_id is 'The use that the profile was made with: invite_uses.id, or invite_releases.use_id once it was given back.';
