alter table invite_refreshes drop column due_at;
