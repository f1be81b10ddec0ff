-- Takes V1 back. Everything in its tables is lost: make a backup first.
drop table invite_refreshes, profiles, invite_releases, redemption_decisions, invite_uses, invites;
drop function keep_invite();
drop function invites_changed_by_sql();
drop function position_partition(bigint);
drop function position_offset(bigint);
drop type redemption_outcome;
