"""
The series of invoices and credit notes move to the one table of series.

A few rows a shop; both tables are locked, so that nothing is issued while they move.
"""

from django.db import migrations

MOVE = """
DO $$ BEGIN
    LOCK TABLE invoicing_numberseries;
    INSERT INTO series_series (name, last) SELECT name, last FROM invoicing_numberseries;
END $$
"""
MOVE_BACK = """
INSERT INTO invoicing_numberseries (name, last)
SELECT name, last FROM series_series WHERE name LIKE 'INV-%' OR name LIKE 'CN-%';
DELETE FROM series_series WHERE name LIKE 'INV-%' OR name LIKE 'CN-%';
"""


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0005_one_transmission"), ("series", "0001_series")]

    operations = [
        migrations.RunSQL(MOVE, MOVE_BACK),
        migrations.DeleteModel(name="NumberSeries"),
    ]
