select to_regclass('invite_refreshes_due') is not null
