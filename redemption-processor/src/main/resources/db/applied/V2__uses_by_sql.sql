select to_regclass('idx_invite_uses_by_sql') is not null
