drop table count_repairs;
