-- Indexes for what operators ask: what happened in some time, and why a user was refused.
--
-- Decisions and uses are appended in the order of their times, so a summary of each range of pages
-- (BRIN) finds the pages of some hours. It costs an insert next to nothing, and a table of a hundred
-- million rows some hundred kilobytes; the ranges that are full are summarised in the background.
-- Refusals of a user lie anywhere in the table: an index with their rows alone, to which a request
-- that is granted adds nothing.
--
-- Built beside running services, as in V7: each statement is a transaction of its own, and when one
-- fails or is killed, the whole script is run again.

drop index concurrently if exists redemption_decisions_by_time;
create index concurrently redemption_decisions_by_time on redemption_decisions
    using brin (decided_at) with (autosummarize = on);

drop index concurrently if exists invite_uses_by_time;
create index concurrently invite_uses_by_time on invite_uses
    using brin (used_at) with (autosummarize = on);

drop index concurrently if exists redemption_refusals_by_user;
create index concurrently redemption_refusals_by_user on redemption_decisions (used_by, decided_at)
    where used_by is not null and outcome not in ('REDEEMED', 'RELEASED', 'DONE');
