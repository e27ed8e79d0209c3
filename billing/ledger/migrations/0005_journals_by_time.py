"""
What was written lately is found without reading all books: it is sealed each minute.

Locks each schema's journals against writing while they are read once.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_one_statement_a_post")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX journals_by_time ON ledger_journal USING brin (recorded_at)",
            "DROP INDEX journals_by_time",
        ),
    ]
