"""
Amounts of shares, intents and statements never change once written.

Takes a short exclusive lock on three shared tables.
"""

from django.db import migrations

from billing.settlement import sql_rules


class Migration(migrations.Migration):
    dependencies = [("settlement", "0002_the_default_terms")]

    operations = [migrations.RunSQL(sql_rules.AMOUNTS_STAY, sql_rules.AMOUNTS_STAY_UNDO)]
