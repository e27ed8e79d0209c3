"""
A split sums to its line, and what was billed is never rewritten, whoever writes.

Takes a short exclusive lock on three tables, once a tenant.
"""

from django.db import migrations

# The functions live in the tenant's own schema, so that a cloned schema brings its own; every
# table is named through TG_TABLE_SCHEMA.
SPLIT_SUMS = """
CREATE FUNCTION invoicing_refuse_wrong_split() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog AS $rule$
DECLARE
    bad record;
BEGIN
    EXECUTE format(
        'SELECT l.uuid, l.gross_minor, sum(p.amount_minor) AS parts
           FROM (SELECT DISTINCT invoice_line_id FROM added) t
           JOIN %1$I.invoicing_invoiceline l ON l.uuid = t.invoice_line_id
           JOIN %1$I.invoicing_splitpart p ON p.invoice_line_id = l.uuid
          GROUP BY l.uuid, l.gross_minor
         HAVING sum(p.amount_minor) <> l.gross_minor LIMIT 1', TG_TABLE_SCHEMA) INTO bad;
    IF bad.uuid IS NOT NULL THEN
        RAISE EXCEPTION 'the parts of line % sum to %, not to %', bad.uuid, bad.parts,
            bad.gross_minor
            USING ERRCODE = 'check_violation', CONSTRAINT = 'split_sums_to_its_line';
    END IF;
    RETURN NULL;
END $rule$;
CREATE TRIGGER split_sums_to_its_line
    AFTER INSERT ON invoicing_splitpart REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse_wrong_split();
"""
SPLIT_SUMS_UNDO = """
DROP TRIGGER split_sums_to_its_line ON invoicing_splitpart;
DROP FUNCTION invoicing_refuse_wrong_split();
"""

NEVER_REWRITTEN = """
CREATE FUNCTION invoicing_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog AS $rule$
BEGIN
    RAISE EXCEPTION '% on %: what was billed is never rewritten, issue a credit note',
        TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'bills_are_never_rewritten';
END $rule$;
CREATE TRIGGER line_is_never_rewritten BEFORE UPDATE OR DELETE ON invoicing_invoiceline
    FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse_rewriting();
CREATE TRIGGER split_is_never_rewritten BEFORE UPDATE OR DELETE ON invoicing_splitpart
    FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse_rewriting();
CREATE TRIGGER credit_is_never_rewritten BEFORE UPDATE OR DELETE ON invoicing_creditnotepart
    FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse_rewriting();
"""
NEVER_REWRITTEN_UNDO = """
DROP TRIGGER credit_is_never_rewritten ON invoicing_creditnotepart;
DROP TRIGGER split_is_never_rewritten ON invoicing_splitpart;
DROP TRIGGER line_is_never_rewritten ON invoicing_invoiceline;
DROP FUNCTION invoicing_refuse_rewriting();
"""


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0001_the_bills")]

    operations = [
        migrations.RunSQL(SPLIT_SUMS, SPLIT_SUMS_UNDO),
        migrations.RunSQL(NEVER_REWRITTEN, NEVER_REWRITTEN_UNDO),
    ]
