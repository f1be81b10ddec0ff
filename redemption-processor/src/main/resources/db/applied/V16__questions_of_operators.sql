select exists (
    select from pg_index
    where indexrelid = to_regclass('redemption_refusals_by_user') and indisvalid)
