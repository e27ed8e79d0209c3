"""
A split sums to its line, and what was billed is never rewritten, whoever writes.

Takes a short exclusive lock on three tables, once a tenant.
"""

from django.db import migrations

from billing.invoicing import sql_rules


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0001_the_bills")]

    operations = [
        migrations.RunSQL(sql_rules.SPLIT_SUMS, sql_rules.SPLIT_SUMS_UNDO),
        migrations.RunSQL(sql_rules.NEVER_REWRITTEN, sql_rules.NEVER_REWRITTEN_UNDO),
    ]
