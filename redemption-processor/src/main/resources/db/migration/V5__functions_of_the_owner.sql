-- The trigger's function runs as the owner. Everybody may execute a function unless that is taken
-- away, and who may execute this one could hang it on a temporary table with a type and a cast of
-- their own: the cast would be called as the owner. Triggers fire without asking for it.
revoke execute on function invites_changed_by_sql() from public;
