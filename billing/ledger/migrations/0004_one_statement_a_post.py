"""
The books are written by one statement, and hold more of themselves.

Only an account that may not go below zero keeps its balance beside its postings, moved by the
database in the owner's name; no role moves it otherwise. All others are the sum of their postings:
nobody waits for anybody to post on them. A journal's fingerprint is that of its legs.

Takes an exclusive lock on the three tables of the ledger, once a schema, for as long as it takes
to read the journals once and to build one index of the postings.
"""

import django.db.models.deletion
from django.db import migrations, models

# `HERE` is the schema of the tables: named outright, so that a plan is made once a session and no
# other schema can stand in front.
IN_THIS_SCHEMA = """
DO $placed$ BEGIN
    EXECUTE replace($sql${body}$sql$, 'HERE.', quote_ident(current_schema()) || '.');
END $placed$
"""

# What a journal says, its time left out: a retry is the same request, a little later.
HASH = """
CREATE FUNCTION HERE.ledger_hash(
    kind text, reverses uuid, codes text[], currencies text[], amounts bigint[]
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $rule$
    SELECT encode(sha256(convert_to(concat_ws(
        chr(10), kind, coalesce(reverses::text, ''),
        (SELECT string_agg(concat_ws(' ', code, currency, amount), chr(10)
                           ORDER BY code COLLATE "C", currency COLLATE "C", amount)
           FROM unnest(codes, currencies, amounts) AS l(code, currency, amount))
    ), 'UTF8')), 'hex')
$rule$
"""

WEIGH = """
CREATE FUNCTION HERE.ledger_weigh() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog AS $rule$
DECLARE
    journals uuid[];
    accounts bigint[];
    amounts bigint[];
    bad record;
BEGIN
    SELECT array_agg(journal_id), array_agg(account_id), array_agg(amount_minor)
      INTO journals, accounts, amounts FROM added;

    SELECT l.journal, a.currency, sum(l.amount) AS off INTO bad
      FROM unnest(journals, accounts, amounts) AS l(journal, account, amount)
      JOIN HERE.ledger_account a ON a.id = l.account
     WHERE a.id = ANY(accounts)
     GROUP BY l.journal, a.currency HAVING sum(l.amount) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'journal % is off by % in %', bad.journal, bad.off, bad.currency
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_balances_in_each_currency';
    END IF;

    SELECT j.key INTO bad
      FROM HERE.ledger_journal j
      JOIN HERE.ledger_posting p ON p.journal_id = j.uuid
      JOIN HERE.ledger_account a ON a.id = p.account_id
     WHERE j.uuid = ANY(journals) AND p.journal_id = ANY(journals) AND a.id = ANY(accounts)
     GROUP BY j.uuid, j.key
    HAVING j.request_hash <> HERE.ledger_hash(
               j.kind, j.reverses_id, array_agg(a.code::text), array_agg(a.currency::text),
               array_agg(p.amount_minor))
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'journal % says other legs than it has', bad.key
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_has_the_legs_it_says';
    END IF;

    PERFORM FROM HERE.ledger_account
      WHERE id = ANY(accounts) AND NOT may_go_negative ORDER BY id FOR NO KEY UPDATE;
    IF FOUND THEN
        UPDATE HERE.ledger_account a
           SET balance_minor = a.balance_minor + moved.amount
          FROM (SELECT account, sum(amount)::bigint AS amount
                  FROM unnest(accounts, amounts) AS l(account, amount) GROUP BY account) moved
         WHERE a.id = moved.account AND NOT a.may_go_negative;
    END IF;
    RETURN NULL;
END $rule$
"""

OPENED = """
CREATE FUNCTION HERE.ledger_open() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog AS $rule$
BEGIN
    NEW.balance_minor := CASE WHEN NEW.may_go_negative THEN NULL ELSE 0 END;
    RETURN NEW;
END $rule$
"""

# Its plans are made once a session, for one journal as for thousands: planning cost more than
# posting. They must not count on what a young table was: rows are found by index, sets are hashed.
# Answers with what stands under each key afterwards; a key that is missing reverses a journal
# which another key has reversed. Each statement of it looks anew: what somebody else wrote under
# the same key, while this one waited for it, is seen.
POST = """
CREATE FUNCTION HERE.ledger_post(
    uuids uuid[], keys text[], kinds text[], memos text[], refs text[], times timestamptz[],
    reversed uuid[], turns int[], codes text[], currencies text[], classes text[], free boolean[],
    amounts bigint[]
) RETURNS TABLE (uuid uuid, key text, kind text, effective_at timestamptz, is_same boolean)
LANGUAGE plpgsql SET search_path = pg_catalog SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_nestloop = off AS $rule$
#variable_conflict use_column
DECLARE
    hashes text[];
BEGIN
    INSERT INTO HERE.ledger_account (code, currency, kind, may_go_negative)
    SELECT DISTINCT l.code, l.currency, l.class, l.free
      FROM unnest(codes, currencies, classes, free) AS l(code, currency, class, free)
     WHERE NOT EXISTS (SELECT FROM HERE.ledger_account a
                        WHERE a.code = l.code AND a.currency = l.currency AND a.code = ANY(codes))
     ORDER BY 1, 2
        ON CONFLICT DO NOTHING;

    SELECT array_agg(HERE.ledger_hash(
               kinds[l.turn], reversed[l.turn], l.codes, l.currencies, l.amounts) ORDER BY l.turn)
      INTO hashes
      FROM (SELECT turn, array_agg(code) AS codes, array_agg(currency) AS currencies,
                   array_agg(amount) AS amounts
              FROM unnest(turns, codes, currencies, amounts) AS l(turn, code, currency, amount)
             GROUP BY turn) l;

    WITH fresh AS (
        INSERT INTO HERE.ledger_journal (
            uuid, key, request_hash, kind, memo, reference, effective_at, reverses_id)
        SELECT j.uuid, j.key, j.hash, j.kind, j.memo, j.reference, j.effective_at, j.reverses
          FROM unnest(uuids, keys, hashes, kinds, memos, refs, times, reversed)
            AS j(uuid, key, hash, kind, memo, reference, effective_at, reverses)
         ORDER BY j.key
            ON CONFLICT DO NOTHING
        RETURNING uuid
    )
    INSERT INTO HERE.ledger_posting (journal_id, account_id, amount_minor)
    SELECT fresh.uuid, a.id, l.amount
      FROM fresh
      JOIN unnest(uuids) WITH ORDINALITY AS asked(uuid, turn) ON asked.uuid = fresh.uuid
      JOIN unnest(turns, codes, currencies, amounts) WITH ORDINALITY
        AS l(turn, code, currency, amount, place) ON l.turn = asked.turn
      JOIN HERE.ledger_account a ON a.code = l.code AND a.currency = l.currency
     WHERE a.code = ANY(codes)
     ORDER BY l.place;

    RETURN QUERY
    SELECT j.uuid, j.key::text, j.kind::text, j.effective_at, j.request_hash = asked.hash
      FROM unnest(keys, hashes) AS asked(key, hash)
      JOIN HERE.ledger_journal j ON j.key = asked.key
     WHERE j.key = ANY(keys);
END $rule$
"""

INDEX = """
DO $index$ BEGIN
    EXECUTE (SELECT format('DROP INDEX %I', c.relname)
               FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
              WHERE i.indrelid = 'ledger_posting'::regclass AND i.indnatts = 1
                AND i.indkey[0] = (SELECT attnum FROM pg_attribute
                                    WHERE attrelid = i.indrelid AND attname = 'account_id'));
END $index$;
CREATE INDEX postings_of_an_account ON ledger_posting (account_id) INCLUDE (amount_minor);
"""

# The fingerprints of before left the place of empty legs in; they are taken anew, once.
HASHES_ANEW = """
ALTER TABLE ledger_journal DISABLE TRIGGER journal_is_never_rewritten;
UPDATE ledger_journal j
   SET request_hash = said.hash
  FROM (SELECT p.journal_id, HERE.ledger_hash(
                   j.kind, j.reverses_id, array_agg(a.code::text), array_agg(a.currency::text),
                   array_agg(p.amount_minor)) AS hash
          FROM HERE.ledger_posting p
          JOIN HERE.ledger_journal j ON j.uuid = p.journal_id
          JOIN HERE.ledger_account a ON a.id = p.account_id
         GROUP BY p.journal_id, j.kind, j.reverses_id) said
 WHERE j.uuid = said.journal_id;
ALTER TABLE ledger_journal ENABLE TRIGGER journal_is_never_rewritten;
"""

TRIGGERS = """
DROP TRIGGER journal_balances_in_each_currency ON ledger_posting;
DROP FUNCTION ledger_refuse_unbalanced();
CREATE TRIGGER postings_are_weighed
    AFTER INSERT ON ledger_posting REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_weigh();
CREATE TRIGGER account_opens_empty BEFORE INSERT ON ledger_account
    FOR EACH ROW EXECUTE FUNCTION ledger_open();
DROP TRIGGER account_is_never_renamed ON ledger_account;
CREATE TRIGGER account_is_never_renamed
    BEFORE UPDATE OF code, currency, kind, may_go_negative ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_rewriting();
CREATE TRIGGER account_is_never_closed BEFORE DELETE OR TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_rewriting();
UPDATE ledger_account SET balance_minor = NULL WHERE may_go_negative;
"""

# New schemas are built with these rights: `LedgerConfig.append_only`.
RIGHTS = """
DO $rights$ BEGIN
    IF current_schema() ~ '^t_[0-9a-f]{32}$' THEN
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON ledger_account FROM %I',
                       'r_' || substr(current_schema(), 3));
    END IF;
END $rights$
"""


def placed(body: str) -> migrations.RunSQL:
    return migrations.RunSQL(IN_THIS_SCHEMA.replace("{body}", body))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_what_the_processor_calls_it")]

    operations = [
        migrations.AlterField(
            model_name="account",
            name="balance_minor",
            field=models.BigIntegerField(null=True),
        ),
        # The foreign key stays as it is; its index also carries the amount, so that a balance is
        # read from it alone.
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(INDEX)],
            state_operations=[
                migrations.AlterField(
                    model_name="posting",
                    name="account",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="ledger.account",
                    ),
                ),
                migrations.AddIndex(
                    model_name="posting",
                    index=models.Index(
                        fields=["account"],
                        include=("amount_minor",),
                        name="postings_of_an_account",
                    ),
                ),
            ],
        ),
        placed(HASH),
        placed(WEIGH),
        placed(OPENED),
        placed(POST),
        placed(HASHES_ANEW),
        migrations.RunSQL(TRIGGERS),
        migrations.RunSQL(RIGHTS),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(may_go_negative=True, balance_minor=None)
                | models.Q(may_go_negative=False, balance_minor__isnull=False),
                name="account_keeps_its_balance_where_it_is_guarded",
            ),
        ),
    ]
