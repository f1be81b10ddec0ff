-- Lanes note codes whose snapshots are to be published a while later. What SQL changes is due at
-- once, as before.
alter table invite_refreshes add column due_at timestamptz not null default clock_timestamp();

comment on column invite_refreshes.due_at is 'When the sweep may take the note, not before.';

create index invite_refreshes_due on invite_refreshes (due_at);

grant insert (due_at) on invite_refreshes to admit_one_processor;
