-- Takes V5 back.
grant execute on function invites_changed_by_sql() to public;
