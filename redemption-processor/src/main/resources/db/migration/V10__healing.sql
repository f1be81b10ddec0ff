-- What a healing keeps beside the ledger while it works: killed, the next one goes on with it.

create table healing_codes (
    code           text    collate "C" not null,
    version_before bigint,
    redefined      boolean not null default false,
    invite_id      uuid,
    max_uses       bigint,
    current_uses   bigint,
    starts_at      timestamptz,
    expires_at     timestamptz,
    revoked_at     timestamptz,
    topic_version  bigint,
    published_at   timestamptz,
    constraint healing_codes_pkey primary key (code),
    constraint healing_codes_snapshot_whole check (
        (topic_version is null) = (invite_id is null)
        and (topic_version is null) = (current_uses is null)
        and (topic_version is null) = (published_at is null))
);

comment on table healing_codes is 'Empty but for the time of a healing: the invites topic''s newest snapshots, and the codes that answers were carried out on.';
comment on column healing_codes.version_before is 'The invite''s version before the healing touched it, 0 where there was none; null: not touched.';
comment on column healing_codes.redefined is 'Whether an operator''s change of limit or validity was carried out on it.';
comment on column healing_codes.topic_version is 'The snapshot''s version; null: the topic has none.';

grant select, insert, update, delete on healing_codes to admit_one_processor;

-- A healing notes the codes whose snapshots are to be published again.
grant insert (code) on invite_refreshes to admit_one_processor;
