"""What a charge moves never changes. Takes a short exclusive lock on one new table, once a tenant."""

from django.db import migrations

from billing.invoicing import sql_rules


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0003_cards_are_kept")]

    operations = [migrations.RunSQL(sql_rules.CHARGES_STAY, sql_rules.CHARGES_STAY_UNDO)]
