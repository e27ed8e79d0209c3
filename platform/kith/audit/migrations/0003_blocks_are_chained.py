"""
Seals on what was written, chained, in a new table that nothing may change.

Locks the audit log against writing while it is read once, for the index of its times.
"""

import django.db.models.functions.datetime
from django.db import migrations, models

WRITTEN_ONCE = """
CREATE TRIGGER block_is_written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_block
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_written_once();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_written_once")]

    operations = [
        migrations.CreateModel(
            name="Block",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("schema", models.CharField(max_length=63)),
                ("source", models.CharField(max_length=63)),
                ("rows", models.JSONField()),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
                (
                    "sealed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["schema", "source", "-number"], name="blocks_of_a_table")
                ],
            },
        ),
        migrations.RunSQL(WRITTEN_ONCE, "DROP TRIGGER block_is_written_once ON audit_block"),
        migrations.RunSQL(
            "CREATE INDEX audit_by_time ON audit_auditentry USING brin (recorded_at)",
            "DROP INDEX audit_by_time",
        ),
    ]
