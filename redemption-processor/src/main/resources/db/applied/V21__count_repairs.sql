select to_regclass('count_repairs') is not null
