-- A release names a use by its id. For a use of the processor, its decision says which row that is;
-- a use that SQL made has no decision, and looking for it would read all uses of the invite. Null
-- for the processor's rows, which are the many: a null costs them no byte and no index entry.

alter table invite_uses add column by_sql boolean;

update invite_uses
set by_sql = true
where not exists (select from redemption_decisions d where d.id = invite_uses.id);

alter table invite_uses
    alter column by_sql set default true,
    add constraint invite_uses_by_sql_or_null check (by_sql);

comment on column invite_uses.by_sql is 'True where SQL made the use, null where the processor did.';

create index idx_invite_uses_by_sql on invite_uses (invite_id, id) where by_sql;
