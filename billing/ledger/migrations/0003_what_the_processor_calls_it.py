"""
Journals keep the processor's own id of what moved.

A column with a constant default and two partial indexes that start empty: a short exclusive lock
on the journals, once a schema.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_the_books_guard_themselves"),
    ]

    operations = [
        migrations.AddField(
            model_name="journal",
            name="reference",
            field=models.CharField(blank=True, db_default="", max_length=120),
        ),
        migrations.AddIndex(
            model_name="journal",
            index=models.Index(
                condition=models.Q(("reference", ""), _negated=True),
                fields=["reference"],
                name="journals_with_a_reference",
            ),
        ),
        migrations.AddIndex(
            model_name="journal",
            index=models.Index(
                condition=models.Q(("reference", ""), _negated=True),
                fields=["effective_at"],
                name="journals_to_be_matched",
            ),
        ),
    ]
