"""An amount taken back or written off never changes. Takes a short lock on two new tables, once."""

from django.db import migrations

from billing.settlement.sql_rules import RECOVERIES_STAY, RECOVERIES_STAY_UNDO


class Migration(migrations.Migration):
    dependencies = [("settlement", "0006_what_was_taken_back")]
    operations = [migrations.RunSQL(RECOVERIES_STAY, RECOVERIES_STAY_UNDO)]
