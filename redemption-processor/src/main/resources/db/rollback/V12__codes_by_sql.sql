-- Takes V12 back. The check invites_code_canonical is V1's and stays.
drop trigger invites_code_refused on invites;
drop function refuse_code();
drop function canonical_code(text);
