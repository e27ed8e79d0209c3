"""
Amounts of shares, intents and statements never change once written.

Takes a short exclusive lock on three shared tables.
"""

from django.db import migrations

AMOUNTS_STAY = """
CREATE FUNCTION settlement_refuse_new_amount() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog AS $rule$
BEGIN
    RAISE EXCEPTION 'an amount in % never changes once it is written', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'settled_amounts_never_change';
END $rule$;
CREATE TRIGGER accrual_amount_never_changes
    BEFORE UPDATE OF amount_minor, currency, payee_id, invoice_line_id ON settlement_accrual
    FOR EACH STATEMENT EXECUTE FUNCTION settlement_refuse_new_amount();
CREATE TRIGGER intent_amount_never_changes
    BEFORE UPDATE OF amount_minor, currency, payee_id, stripe_account ON settlement_intent
    FOR EACH STATEMENT EXECUTE FUNCTION settlement_refuse_new_amount();
CREATE TRIGGER statement_amount_never_changes
    BEFORE UPDATE OF total_minor, currency, payee_id ON settlement_statement
    FOR EACH STATEMENT EXECUTE FUNCTION settlement_refuse_new_amount();
"""
AMOUNTS_STAY_UNDO = """
DROP TRIGGER statement_amount_never_changes ON settlement_statement;
DROP TRIGGER intent_amount_never_changes ON settlement_intent;
DROP TRIGGER accrual_amount_never_changes ON settlement_accrual;
DROP FUNCTION settlement_refuse_new_amount();
"""


class Migration(migrations.Migration):
    dependencies = [("settlement", "0002_the_default_terms")]

    operations = [migrations.RunSQL(AMOUNTS_STAY, AMOUNTS_STAY_UNDO)]
