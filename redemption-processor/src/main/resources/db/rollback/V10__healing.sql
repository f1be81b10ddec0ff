revoke insert (code) on invite_refreshes from admit_one_processor;
drop table healing_codes;
