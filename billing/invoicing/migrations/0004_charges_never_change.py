"""What a charge moves never changes. Takes a short exclusive lock on one new table, once a tenant."""

from django.db import migrations

CHARGES_STAY = """
CREATE FUNCTION invoicing_refuse_other_charge() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog AS $rule$
BEGIN
    RAISE EXCEPTION 'what % charges never changes once it is written', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'charges_never_change';
END $rule$;
CREATE TRIGGER charge_never_changes
    BEFORE UPDATE OF amount_minor, currency, card_id, invoice_id, idem_key ON invoicing_charge
    FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse_other_charge();
"""
CHARGES_STAY_UNDO = """
DROP TRIGGER charge_never_changes ON invoicing_charge;
DROP FUNCTION invoicing_refuse_other_charge();
"""


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0003_cards_are_kept")]

    operations = [migrations.RunSQL(CHARGES_STAY, CHARGES_STAY_UNDO)]
