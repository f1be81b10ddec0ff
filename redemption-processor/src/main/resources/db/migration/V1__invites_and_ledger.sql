-- Invites, their uses, and the ledger of decisions.
--
-- The tables invites and invite_uses have the names that the field already uses: the function
-- use_invite_code and manual SQL may run beside the processor, and both remain correct, because the
-- processor locks the invite's row before it reads anything.

create table invites (
    id           uuid        not null default gen_random_uuid(),
    code         text        not null,
    max_uses     bigint,
    current_uses bigint      not null default 0,
    starts_at    timestamptz,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    created_by   text,
    created_at   timestamptz not null default now(),
    version      bigint      not null default 0,
    changed_at   timestamptz not null default now(),
    constraint invites_pkey primary key (id),
    constraint invites_code_key unique (code),
    constraint invites_code_canonical check (code ~ '^[A-Z0-9_-]{3,64}$'),
    constraint invites_max_uses_not_negative check (max_uses >= 0),
    constraint invites_current_uses_not_negative check (current_uses >= 0),
    -- What the topics' milliseconds can say. Null means never, 'infinity' is refused.
    constraint invites_times_finite check (
        starts_at between '0001-01-01 00:00:00+00' and '9999-12-31 23:59:59.999+00'
        and expires_at between '0001-01-01 00:00:00+00' and '9999-12-31 23:59:59.999+00'
        and revoked_at between '0001-01-01 00:00:00+00' and '9999-12-31 23:59:59.999+00'
        and created_at between '0001-01-01 00:00:00+00' and '9999-12-31 23:59:59.999+00'
        and changed_at between '0001-01-01 00:00:00+00' and '9999-12-31 23:59:59.999+00')
)
-- A hot code's row is updated with every batch: room on its page keeps these updates out of the
-- indexes.
with (fillfactor = 50);

comment on column invites.id is 'The id of the request that created it.';
comment on column invites.max_uses is 'Null: unlimited. May be below current_uses: then no further use is granted.';
comment on column invites.current_uses is 'The number of the invite''s rows in invite_uses, always.';
comment on column invites.version is 'Grows with each change: the processor writes it, a trigger does where SQL leaves it alone.';

create table invite_uses (
    id        uuid        not null default gen_random_uuid(),
    invite_id uuid        not null,
    used_by   text        not null,
    used_at   timestamptz not null default now(),
    constraint invite_uses_time_finite check (
        used_at between '0001-01-01 00:00:00+00' and '9999-12-31 23:59:59.999+00')
);

comment on table invite_uses is 'Has no foreign key: each would cost a lookup per use, and the processor holds the invite''s row lock anyway. A trigger keeps the invites.';
comment on column invite_uses.id is 'The id of the request that redeemed it.';

create unique index idx_invite_uses_unique_per_user on invite_uses (invite_id, used_by);
create index idx_invite_uses_lookup on invite_uses (used_by, used_at);

create type redemption_outcome as enum (
    'REDEEMED', 'RELEASED', 'DONE',
    'UNKNOWN_CODE', 'ALREADY_USED', 'REVOKED', 'NOT_YET_VALID', 'EXPIRED', 'EXHAUSTED',
    'USERNAME_TAKEN', 'EMAIL_TAKEN', 'PHONE_TAKEN',
    'CODE_EXISTS', 'USE_NOT_FOUND', 'ALREADY_RELEASED'
);

create table redemption_decisions (
    id          uuid               not null,
    code        text               not null,
    used_by     text,
    outcome     redemption_outcome not null,
    decided_at  timestamptz        not null,
    position    bigint             not null,
    fingerprint bytea              not null,
    command     jsonb,
    constraint redemption_decisions_pkey primary key (id),
    constraint redemption_decisions_fingerprint_length check (octet_length(fingerprint) = 16)
);

comment on table redemption_decisions is 'One decision for each request id, for ever. Not pruned.';
comment on column redemption_decisions.used_by is 'Null for operators'' commands.';
comment on column redemption_decisions.decided_at is 'The broker''s append time of the request.';
comment on column redemption_decisions.position is 'partition * 2^48 + offset in the requests topic: see position_partition, position_offset.';
comment on column redemption_decisions.command is 'An operator''s command, whole, so that an audit can rebuild the state.';

create function position_partition(log_position bigint) returns integer
    language sql immutable strict parallel safe
    return (log_position >> 48)::integer;

create function position_offset(log_position bigint) returns bigint
    language sql immutable strict parallel safe
    return log_position & ((1::bigint << 48) - 1);

create table invite_releases (
    id          uuid        not null,
    use_id      uuid        not null,
    invite_id   uuid        not null,
    used_by     text        not null,
    used_at     timestamptz not null,
    released_by text        not null,
    reason      text        not null,
    released_at timestamptz not null,
    constraint invite_releases_pkey primary key (id),
    constraint invite_releases_once unique (use_id, invite_id)
);

comment on table invite_releases is 'Uses that were given back. The old request id still has its answer.';
comment on column invite_releases.id is 'The id of the request that gave it back.';

create table profiles (
    user_id       text        not null,
    invite_use_id uuid        not null,
    email         text        not null,
    username      text        not null,
    display_name  text        not null,
    phone         text        not null,
    password_hash text        not null,
    created_at    timestamptz not null,
    constraint profiles_pkey primary key (user_id),
    constraint profiles_phone_key unique (phone)
);

comment on table profiles is 'The only place where personal data are.';
comment on column profiles.invite_use_id is 'The id of the request that signed the user up.';

create unique index profiles_email_key on profiles (lower(email));
create unique index profiles_username_key on profiles (lower(username));

-- What SQL changed beside the processor and the log does not know yet: taken away once a Refresh
-- request for the code is in the log. A row for each change, not for each code: whoever changes an
-- invite must not wait for the sweep, which holds its rows until the log has them.
create table invite_refreshes (
    id       bigint      not null generated always as identity,
    code     text        not null,
    noted_at timestamptz not null default clock_timestamp(),
    constraint invite_refreshes_pkey primary key (id)
);

-- The processor writes the version that it decided, from 1 on. Whoever leaves the version alone is
-- not the processor, and the topic has to be told.
create function invites_changed_by_sql() returns trigger
    language plpgsql
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

create trigger invites_created_by_sql
    before insert on invites
    for each row
    when (new.version = 0)
    execute function invites_changed_by_sql();

create trigger invites_changed_by_sql
    before update on invites
    for each row
    when (new.version = old.version and new is distinct from old)
    execute function invites_changed_by_sql();

-- Decisions name the code for ever, and the topic's readers keep the highest version of it: an
-- invite that went and came again would begin at a version that nobody reads.
create function keep_invite() returns trigger
    language plpgsql
    as $$
    begin
        raise integrity_constraint_violation
            using message = format('invite %s is kept: it cannot be deleted, nor given another code or id', old.code),
                  hint = 'Revoke it instead: update invites set revoked_at = now() where code = ...';
    end
    $$;

create trigger invites_keep
    before delete on invites
    for each row
    execute function keep_invite();

create trigger invites_keep_name
    before update on invites
    for each row
    when ((new.id, new.code) is distinct from (old.id, old.code))
    execute function keep_invite();
