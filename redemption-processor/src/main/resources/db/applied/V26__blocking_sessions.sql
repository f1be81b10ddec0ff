select to_regprocedure('end_blocking_session(text)') is not null
