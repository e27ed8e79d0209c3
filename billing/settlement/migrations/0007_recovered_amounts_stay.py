"""An amount taken back or written off never changes. Takes a short lock on two new tables, once."""

from django.db import migrations

RECOVERIES_STAY = """
CREATE TRIGGER reversal_amount_never_changes
    BEFORE UPDATE OF amount_minor, currency, payee_id, intent_id ON settlement_reversal
    FOR EACH STATEMENT EXECUTE FUNCTION settlement_refuse_new_amount();
CREATE TRIGGER write_off_amount_never_changes
    BEFORE UPDATE OF amount_minor, currency, payee_id ON settlement_writeoff
    FOR EACH STATEMENT EXECUTE FUNCTION settlement_refuse_new_amount();
"""
RECOVERIES_STAY_UNDO = """
DROP TRIGGER write_off_amount_never_changes ON settlement_writeoff;
DROP TRIGGER reversal_amount_never_changes ON settlement_reversal;
"""


class Migration(migrations.Migration):
    dependencies = [("settlement", "0006_what_was_taken_back")]
    operations = [migrations.RunSQL(RECOVERIES_STAY, RECOVERIES_STAY_UNDO)]
