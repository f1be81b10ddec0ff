select to_regclass('healing_codes') is not null
