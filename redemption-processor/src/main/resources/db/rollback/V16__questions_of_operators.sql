-- Takes V16 back: the console's questions about times and users become slow, and are ended.
drop index if exists redemption_decisions_by_time, invite_uses_by_time, redemption_refusals_by_user;
