"""
Letters that are over are found by their time.

A block range index is tiny, because letters stand in the order of their time, and costs their
posting next to nothing. In words of SQL: Django's own needs an app that asks each new connection
for types we do not use. Locks the letters against writing for as long as it takes to read them once.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0005_turns_of_jobs"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX letters_by_time ON outbox_letter USING brin (posted_at)",
            "DROP INDEX letters_by_time",
        ),
    ]
