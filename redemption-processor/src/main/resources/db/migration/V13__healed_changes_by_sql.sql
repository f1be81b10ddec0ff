-- A healing takes from the invites topic what SQL did after the moment that was restored. It marks
-- such a code as changed by SQL, so that the trigger of V6 keeps the change, and the first decision
-- after it finds it.
grant update (sql_version) on invites to admit_one_processor;
