-- A code that SQL brings along in another form than the canonical one is refused by the check
-- invites_code_canonical, whose message names a constraint and nothing that helps. The trigger
-- below refuses it before, under the same SQLSTATE and constraint, with a hint.

-- The canonical form of what a person typed, as the gateway computes it: Unicode NFKC, without
-- white space and invisible characters, every dash a -, upper case. What is no code stays none.
-- Needs a database with the encoding UTF8.
create function canonical_code(typed text) returns text
    language sql immutable strict parallel safe
    return upper(
        replace(
            translate(
                regexp_replace(
                    regexp_replace(
                        normalize(typed, nfkc),
                        -- White space; the category Cf; what else has no width of its own.
                        '[\u0009-\u000D\u001C-\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000'
                            || '\u00AD\u0600-\u0605\u061C\u06DD\u070F\u0890\u0891\u08E2\u180E\u200B-\u200F\u202A-\u202E'
                            || '\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB\U000110BD\U000110CD\U00013430-\U0001343F'
                            || '\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A'
                            || '\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2065\u2800\u3164\uFE00-\uFE0F\uFFA0'
                            || '\uFFF0-\uFFF8\U000E0000-\U000E0FFF]',
                        '', 'g'),
                    '[\u058A\u05BE\u1400\u1806\u2010-\u2015\u2E17\u2E1A\u2E3A\u2E3B\u2E40\u2E5D\u301C\u3030\u30A0'
                        || '\uFE31\uFE32\uFE58\uFE63\uFF0D\U00010D6E\U00010EAD\u02D7\u2043\u2053\u2212]',
                    '-', 'g'),
                -- Small letters beyond ASCII with capitals within it.
                chr(305), 'I'),
            chr(223), 'SS')
        collate "C");

comment on function canonical_code(text) is 'The form in which an invite''s code is stored, from what a person typed or another system wrote.';

create function refuse_code() returns trigger
    language plpgsql
    as $$
    declare
        canonical text;
    begin
        -- Normalizing needs UTF8; without it the hint is the general one.
        if getdatabaseencoding() = 'UTF8' then
            canonical := canonical_code(new.code);
        end if;
        raise check_violation
            using message = format('the code %L is not in its canonical form', new.code),
                  detail = 'A code has 3 to 64 characters, each of A-Z, 0-9, - and _.',
                  hint = case
                      when canonical ~ '^[A-Z0-9_-]{3,64}$'
                      then format(
                          'Write it as %L. For many: copy them into a table of your own, then insert into invites (code, max_uses) select canonical_code(code), max_uses from that table.',
                          canonical)
                      else 'It has no canonical form: give this invite another code.'
                  end,
                  schema = tg_table_schema,
                  table = tg_table_name,
                  column = 'code',
                  constraint = 'invites_code_canonical';
    end
    $$;

do $$
begin
    execute format('alter function refuse_code() set search_path = %I, pg_temp', current_schema());
end
$$;

create trigger invites_code_refused
    before insert on invites
    for each row
    when (new.code !~ '^[A-Z0-9_-]{3,64}$')
    execute function refuse_code();
