"""The version of the shelf moves to the one table of series: one row a shop, locked meanwhile."""

from django.db import migrations

MOVE = """
DO $$ BEGIN
    LOCK TABLE storefront_catalogueversion;
    INSERT INTO series_series (name, last) SELECT 'shelf', number FROM storefront_catalogueversion;
END $$
"""
MOVE_BACK = """
INSERT INTO storefront_catalogueversion (id, number, changed_at)
SELECT 1, last, now() FROM series_series WHERE name = 'shelf';
DELETE FROM series_series WHERE name = 'shelf';
"""


class Migration(migrations.Migration):
    dependencies = [("storefront", "0001_the_shelf"), ("series", "0001_series")]

    operations = [
        migrations.RunSQL(MOVE, MOVE_BACK),
        migrations.DeleteModel(name="CatalogueVersion"),
    ]
