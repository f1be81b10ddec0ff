select to_regclass('invite_sql_changes_by_user') is not null
