"""Three small tables of their own; locks nothing that stands."""

from django.db import migrations, models

# Counts need no journal: after a crash of the server they begin anew, and a flood of askers writes
# nothing to the log. What libraries keep (a code that was used) is logged as everything else.
UNLOGGED = """
ALTER TABLE limits_allowance SET UNLOGGED;
ALTER TABLE limits_guessing SET UNLOGGED;
"""
LOGGED = """
ALTER TABLE limits_allowance SET LOGGED;
ALTER TABLE limits_guessing SET LOGGED;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Allowance",
            fields=[
                (
                    "key",
                    models.CharField(max_length=120, primary_key=True, serialize=False),
                ),
                ("spent_until", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Guessing",
            fields=[
                (
                    "key",
                    models.CharField(max_length=120, primary_key=True, serialize=False),
                ),
                ("count", models.PositiveIntegerField()),
                ("open_at", models.DateTimeField()),
                ("forgotten_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Kept",
            fields=[
                (
                    "key",
                    models.CharField(max_length=260, primary_key=True, serialize=False),
                ),
                ("value", models.JSONField(null=True)),
                ("ends_at", models.DateTimeField(db_index=True, null=True)),
            ],
        ),
        migrations.RunSQL(UNLOGGED, LOGGED),
    ]
