-- Operators have the uses of a code counted again where its count drifted. The ledger's decision
-- keeps the command; what the count was before and after is kept here.

create table count_repairs (
    id          uuid             not null,
    invite_id   uuid             not null,
    uses_before bigint           not null,
    uses        bigint           not null,
    repaired_by text collate "C" not null,
    reason      text collate "C" not null,
    repaired_at timestamptz      not null,
    constraint count_repairs_pkey primary key (id),
    constraint count_repairs_changed check (uses <> uses_before)
);

comment on table count_repairs is 'Each repair that changed an invite''s count. Not pruned.';
comment on column count_repairs.id is 'The id of the request that asked for it; redemption_decisions has its command.';
comment on column count_repairs.uses_before is 'What invites.current_uses was before.';
comment on column count_repairs.uses is 'How many rows of invite_uses there were, and what current_uses became.';
comment on column count_repairs.repaired_at is 'The broker''s append time of the request.';

grant select, insert on count_repairs to admit_one_processor;
grant select on count_repairs to admit_one_reader;
