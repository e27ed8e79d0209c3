"""
The books refuse what must never be, whoever writes: journals balance, nothing is rewritten.

The functions live in the schema of the tables they guard, so that a cloned schema brings its own;
they name every table through TG_TABLE_SCHEMA and fix their search path, so that no other schema
can stand in front. Takes a short exclusive lock on the three tables of the ledger, once a schema.
"""

from django.db import migrations

JOURNAL_BALANCES = """
CREATE FUNCTION ledger_refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog AS $rule$
DECLARE
    bad record;
BEGIN
    EXECUTE format(
        'SELECT p.journal_id, a.currency, sum(p.amount_minor) AS off
           FROM (SELECT DISTINCT journal_id FROM added) t
           JOIN %1$I.ledger_posting p ON p.journal_id = t.journal_id
           JOIN %1$I.ledger_account a ON a.id = p.account_id
          GROUP BY p.journal_id, a.currency
         HAVING sum(p.amount_minor) <> 0 LIMIT 1', TG_TABLE_SCHEMA) INTO bad;
    IF bad.journal_id IS NOT NULL THEN
        RAISE EXCEPTION 'journal % is off by % in %', bad.journal_id, bad.off, bad.currency
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_balances_in_each_currency';
    END IF;
    RETURN NULL;
END $rule$;
CREATE TRIGGER journal_balances_in_each_currency
    AFTER INSERT ON ledger_posting REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_unbalanced();
"""
JOURNAL_BALANCES_UNDO = """
DROP TRIGGER journal_balances_in_each_currency ON ledger_posting;
DROP FUNCTION ledger_refuse_unbalanced();
"""

NEVER_REWRITTEN = """
CREATE FUNCTION ledger_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog AS $rule$
BEGIN
    RAISE EXCEPTION '% on %: the books are never rewritten, post a reversing journal',
        TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'books_are_never_rewritten';
END $rule$;
CREATE TRIGGER journal_is_never_rewritten BEFORE UPDATE OR DELETE ON ledger_journal
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_rewriting();
CREATE TRIGGER journal_is_never_emptied BEFORE TRUNCATE ON ledger_journal
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_rewriting();
CREATE TRIGGER posting_is_never_rewritten BEFORE UPDATE OR DELETE ON ledger_posting
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_rewriting();
CREATE TRIGGER posting_is_never_emptied BEFORE TRUNCATE ON ledger_posting
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_rewriting();
CREATE TRIGGER account_is_never_renamed BEFORE UPDATE OF code, currency, kind ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_rewriting();
"""
NEVER_REWRITTEN_UNDO = """
DROP TRIGGER account_is_never_renamed ON ledger_account;
DROP TRIGGER posting_is_never_emptied ON ledger_posting;
DROP TRIGGER posting_is_never_rewritten ON ledger_posting;
DROP TRIGGER journal_is_never_emptied ON ledger_journal;
DROP TRIGGER journal_is_never_rewritten ON ledger_journal;
DROP FUNCTION ledger_refuse_rewriting();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_the_books")]

    operations = [
        migrations.RunSQL(JOURNAL_BALANCES, JOURNAL_BALANCES_UNDO),
        migrations.RunSQL(NEVER_REWRITTEN, NEVER_REWRITTEN_UNDO),
    ]
