-- Takes V3 back. The profiles stay.
alter table profiles
    drop constraint profiles_username_form,
    drop constraint profiles_email_form,
    drop constraint profiles_phone_form,
    drop constraint profiles_time_finite;

comment on column profiles.invite_use_id is 'The id of the request that signed the user up.';
