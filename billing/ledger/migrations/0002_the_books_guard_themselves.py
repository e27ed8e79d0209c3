"""
The books refuse what must never be, whoever writes.

Takes a short exclusive lock on the three tables of the ledger, once a schema.
"""

from django.db import migrations

from billing.ledger import sql_rules


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_the_books")]

    operations = [
        migrations.RunSQL(sql_rules.JOURNAL_BALANCES, sql_rules.JOURNAL_BALANCES_UNDO),
        migrations.RunSQL(sql_rules.NEVER_REWRITTEN, sql_rules.NEVER_REWRITTEN_UNDO),
    ]
