-- Takes V9 back. The decisions stay; how far the log is decided is known from the group's committed
-- offsets alone then.
drop trigger invites_apart_changed_by_sql on invites;
drop trigger invites_apart_created_by_sql on invites;
drop function refuse_invites_by_sql_while_apart();
drop function move_ledger_places;
drop table ledger_places, ledger;
