select has_column_privilege('admit_one_processor', 'invites', 'sql_version', 'update')
