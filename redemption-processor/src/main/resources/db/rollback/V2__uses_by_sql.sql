-- Takes V2 back. Nothing is lost; the processor of before V2 runs on what is left.
drop index idx_invite_uses_by_sql;
alter table invite_uses drop column by_sql;
