drop function end_blocking_session(text);
drop function blocking_sessions();
