revoke update (sql_version) on invites from admit_one_processor;
